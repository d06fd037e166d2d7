import type { Platform } from './platforms/platform.js';

/**
 * Groups configuration lines into what is typed between two prompts: single lines, and blocks of free text (`banner
 * motd ^` up to the next `^`), within which the device shows no prompt.
 */
export function groupLines(platform: Platform, lines: readonly string[]): string[][] {
  const groups: string[][] = [];
  let isEnd: ((line: string) => boolean) | null = null;
  for (const line of lines) {
    if (isEnd) {
      groups.at(-1)?.push(line);
      if (isEnd(line)) isEnd = null;
      continue;
    }
    groups.push([line]);
    isEnd = endOfBlock(platform, line);
  }
  return groups;
}

function endOfBlock(platform: Platform, line: string): ((line: string) => boolean) | null {
  for (const { starts, ends } of platform.textBlocks) {
    const match = starts.exec(line);
    if (!match) continue;
    const delimiter = match.groups?.['delimiter'];
    if (delimiter === undefined) return (next) => next.trim() === ends;
    const rest = line.slice(match[0].length);
    return rest.includes(delimiter) ? null : (next) => next.includes(delimiter);
  }
  return null;
}
