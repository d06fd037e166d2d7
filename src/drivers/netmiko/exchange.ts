import type { OutputListener } from '../driver.js';
import { findEcho } from './echo.js';
import type { Platform, Question, Reply } from './platforms/platform.js';
import type { Prompt } from './prompt.js';

/** What is typed, and what ends the wait for the device's prompt. */
export interface Exchange {
  /** Typed in one go, each with a return behind it; before the last one's echo came, no prompt counts. */
  readonly lines: readonly string[];
  readonly questions: readonly Question[];
  /** 0 waits forever. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Told the output of one typed line as it comes. */
  readonly onOutput?: OutputListener | undefined;
}

/** What the terminal showed until the prompt was back. */
export interface Answer {
  /** What stood on the line on which the first line was typed: the prompt. */
  readonly before: string;
  /** Everything shown: first what stood before with the echo behind it, last the new prompt. */
  readonly shown: readonly string[];
  /** The device's text: without echo, prompt and context lines. */
  readonly output: readonly string[];
  readonly prompt: Prompt;
}

/** The device asked for something that the request does not give, or asked again for what it was given. */
export class UnansweredError extends Error {
  readonly code = 'UNANSWERED';
  constructor(
    readonly reply: Reply['type'],
    readonly wasAnswered: boolean,
  ) {
    super('The device asked for what was not given, or refused what was given');
  }
}

/** Separates the device's text from what the terminal showed around it. */
export function readAnswer(
  platform: Platform,
  before: string,
  typed: string | undefined,
  shown: readonly string[],
  prompt: Prompt,
): Answer {
  const body = shown.slice(0, -1);
  const output = body
    .slice(outputStart(before, typed, body))
    .filter((line) => platform.contextLine === null || !platform.contextLine.test(line));
  if (prompt.before !== '') output.push(prompt.before);
  return { before, shown, output, prompt };
}

/** What stands above the echo came before the device had read the command. */
function outputStart(before: string, typed: string | undefined, body: readonly string[]): number {
  if (typed === undefined) return 0;
  const echoLine = findEcho(before, typed, body);
  if (echoLine >= 0) return echoLine + 1;
  // The device shortened the echo of a long line, or does not echo.
  return before !== '' && body[0]?.startsWith(before) ? 1 : 0;
}
