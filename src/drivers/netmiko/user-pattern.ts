import { isNativeError } from 'node:util/types';
import { createContext, Script } from 'node:vm';
import { buildMessage, ValidateBy } from 'class-validator';

/** A regular expression that backtracks without end is stopped after so long, in milliseconds, with all lines of one answer. */
const TEST_TIMEOUT_MS = 100;
const LONGEST_LINE = 2_000;
const LONGEST_PATTERN = 1_000;

/** A user's regular expression took too long. */
export class SlowPatternError extends Error {
  readonly code = 'SLOW_PATTERN';
  constructor(source: string, limitMs = TEST_TIMEOUT_MS) {
    super(`The pattern ${JSON.stringify(source)} took longer than ${limitMs} ms and was stopped`);
  }
}

/**
 * A regular expression that came with a request. Python's way to write flags at the start (`(?i)`) and to name groups
 * (`(?P<name>...)`) is understood. Looks at the first 2,000 characters of a line, and never for longer than 100 ms: the
 * engine is stopped then, also in the middle of backtracking.
 */
export class UserPattern {
  private readonly context: ReturnType<typeof createContext>;

  /** @throws SyntaxError when it is none */
  constructor(private readonly source: string) {
    this.context = createContext({ pattern: compilePattern(source), lines: [] as readonly string[] });
  }

  /**
   * The first line that matches; null when none does.
   *
   * @throws SlowPatternError
   */
  findIn(lines: readonly string[]): string | null {
    this.context['lines'] = lines.map((line) => line.slice(0, LONGEST_LINE));
    try {
      const index: unknown = FIND.runInContext(this.context, { timeout: TEST_TIMEOUT_MS });
      return typeof index === 'number' ? (lines[index] ?? null) : null;
    } catch (error) {
      throw isDeadlineError(error) ? new SlowPatternError(this.source) : error;
    }
  }
}

/**
 * Reads Python's way to write flags and group names, too.
 *
 * @throws SyntaxError
 */
export function compilePattern(source: string): RegExp {
  const [, flags = '', body = ''] = /^(?:\(\?([ims]+)\))?([\s\S]*)$/.exec(source) ?? [];
  return new RegExp(body.replaceAll('(?P<', '(?<'), [...new Set(flags)].join(''));
}

/** Whether the engine was stopped by its deadline. */
export function isDeadlineError(error: unknown): boolean {
  // Made in the other context, whose Error is not ours.
  return isNativeError(error) && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}

/** Property decorator: a regular expression of at most 1,000 characters. */
export function IsUserPattern(): PropertyDecorator {
  return ValidateBy({
    name: 'isUserPattern',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'string' && value.length <= LONGEST_PATTERN && isPattern(value),
      defaultMessage: buildMessage(
        (each) => `${each}$property must be a regular expression of at most ${LONGEST_PATTERN} characters`,
      ),
    },
  });
}

const FIND = new Script('lines.findIndex((line) => pattern.test(line))');

function isPattern(source: string): boolean {
  try {
    new UserPattern(source);
    return true;
  } catch {
    return false;
  }
}
