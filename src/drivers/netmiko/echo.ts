/** The echo comes within the first lines; those before it are log lines that came between. */
const SEARCHED_LINES = 20;

/**
 * The index of the line that repeats what was typed, or -1. Blanks are not compared: devices repeat them differently.
 *
 * @param before what stood on the line on which it was typed: the prompt
 * @param lines what the terminal shows from that line on
 */
export function findEcho(before: string, typed: string, lines: readonly string[]): number {
  const wanted = squeeze(typed);
  if (wanted === '') return lines.length === 0 ? -1 : 0;
  const withPrompt = squeeze(before) + wanted;
  return lines.slice(0, SEARCHED_LINES).findIndex((line, index) => {
    const found = squeeze(line);
    return found === withPrompt || found === wanted || (index === 0 && found.endsWith(wanted));
  });
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '');
}
