import { DeviceError } from '../device-error.js';
import type { OutputListener } from '../driver.js';
import { EchoSearch } from './echo.js';
import type { LivePatterns } from './live-patterns.js';
import type { Platform, Question, Reply } from './platforms/platform.js';
import type { Prompt } from './prompt.js';
import type { UserAnswers } from './user-answers.js';

/** What ends the wait for the device, where that is not its prompt alone. */
export type Ending =
  /** A line that matches, and then the prompt, or half a second without it. No prompt before that line counts. */
  | { readonly type: 'line'; readonly pattern: LivePatterns; readonly source: string }
  /** The prompt, or nothing at all for so long. */
  | { readonly type: 'quiet'; readonly quietMs: number };

/** What is typed, and what ends the wait for the device's prompt. */
export interface Exchange {
  /** Typed in one go, each with a return behind it; before the last one's echo came, no prompt counts. */
  readonly lines: readonly string[];
  readonly questions: readonly Question[];
  /** 0 waits forever. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** The request's own, besides the platform's questions. */
  readonly answers?: UserAnswers | undefined;
  readonly ending?: Ending | undefined;
  /** Whether a prompt counts only behind the echo of what was typed; true when left out. */
  readonly isEchoAwaited?: boolean | undefined;
  /** Told the output of one typed line as it comes. */
  readonly onOutput?: OutputListener | undefined;
}

/** A prompt that is not sure (see `Reading`) counts when nothing follows for this long. */
const QUIET_MS = 500;
/** A device that shows no prompt after login for so long gets a return. */
const LOGIN_QUIET_MS = 2_000;

/** After how long a silence the device is looked at again. */
export function quietMsOf({ lines, ending }: Exchange): number {
  if (ending?.type === 'quiet') return ending.quietMs;
  return lines.length === 0 ? LOGIN_QUIET_MS : QUIET_MS;
}

/** What the terminal showed until the wait was over. */
export interface Answer {
  /** What stood on the line on which the first line was typed: the prompt. */
  readonly before: string;
  /** Everything shown: first what stood before with the echo behind it, last the new prompt or whatever came last. */
  readonly shown: readonly string[];
  /** The device's text: without echo, prompt and context lines. */
  readonly output: readonly string[];
  /** Null where the exchange ended without one: nobody knows then what the device waits for. */
  readonly prompt: Prompt | null;
}

/** The device asked for something that the request does not give, or asked again for what it was given. */
export class UnansweredError extends DeviceError {
  readonly code = 'UNANSWERED';
  constructor(
    readonly reply: Reply['type'],
    readonly wasAnswered: boolean,
  ) {
    super(
      'UnexpectedOutput',
      wasAnswered
        ? 'Unexpected question: The device asked again for what it was given'
        : 'Unexpected question: The device asks for a secret, and the request has none',
    );
  }
}

/** Separates the device's text from what the terminal showed around it. */
export function readAnswer(
  platform: Platform,
  before: string,
  typed: string | undefined,
  shown: readonly string[],
  prompt: Prompt | null,
): Answer {
  const isLastOutput = prompt === null && shown.at(-1) !== '';
  const body = isLastOutput ? shown : shown.slice(0, -1);
  const output = body
    .slice(outputStart(before, typed, body))
    .filter((line) => platform.contextLine === null || !platform.contextLine.test(line));
  if (prompt !== null && prompt.before !== '') output.push(prompt.before);
  return { before, shown, output, prompt };
}

/** What stands above the echo came before the device had read the command. */
function outputStart(before: string, typed: string | undefined, body: readonly string[]): number {
  if (typed === undefined) return 0;
  const echoLine = new EchoSearch(before, typed).find(body);
  if (echoLine >= 0) return echoLine + 1;
  // The device shortened the echo of a long line, or does not echo.
  return before !== '' && body[0]?.startsWith(before) ? 1 : 0;
}
