import type { Platform } from './platforms/platform.js';

/** A prompt as it stands on the last line. */
export interface Prompt {
  readonly mode: string;
  /** The part that stays the same over modes; empty where the platform's prompt has none. */
  readonly name: string;
  /** Whether `name` is the device's name with a part of the configuration behind it. */
  readonly hasView: boolean;
  readonly text: string;
  /** Output that was not ended with a newline, in front of the prompt. */
  readonly before: string;
  /** Exit status of the last command, where the prompt tells it. */
  readonly exitStatus: number | null;
}

/** IOS shortens the hostname of a long prompt in configuration mode; what is left has at least this many characters. */
const SHORTEST_CUT_NAME = 10;

/**
 * Reads a prompt off a line.
 *
 * @param isCut whether `line` is only the end of the real line: a pattern that is anchored at the line's start cannot hold
 * @param above the line above it, which tells the mode where prompts are alike
 */
export function readPrompt(platform: Platform, line: string, isCut = false, above = ''): Prompt | null {
  for (const { name: mode, prompt, context, hasView = false } of platform.modes) {
    const match = prompt.exec(line);
    if (!match || (isCut && match.index === 0) || context?.test(above) === false) continue;
    const status = Number(match.groups?.['status']);
    return {
      mode,
      name: match.groups?.['name'] ?? '',
      hasView,
      text: match[0],
      before: line.slice(0, match.index),
      exitStatus: Number.isNaN(status) ? null : status,
    };
  }
  return null;
}

/** Whether a prompt may be of the device of this name. */
export function isPromptOf(name: string, prompt: Prompt): boolean {
  return isSameName(name, prompt.name) || (prompt.hasView && prompt.name.startsWith(`${name}-`));
}

/** Whether two prompts are of the same device, as far as their names tell. */
export function isSameName(known: string, found: string): boolean {
  if (known === found) return true;
  const shared = Math.min(known.length, found.length);
  return shared >= SHORTEST_CUT_NAME && known.slice(0, shared) === found.slice(0, shared);
}
