import { isNativeError } from 'node:util/types';
import { translatePattern } from '../../matching/python-pattern.js';
import { buildMessage, ValidateBy } from 'class-validator';

const LONGEST_PATTERN = 1_000;

/** A user's regular expression took too long. */
export class SlowPatternError extends Error {
  readonly code = 'SLOW_PATTERN';
  constructor(source: string, limitMs: number) {
    super(`The pattern ${JSON.stringify(source)} took longer than ${limitMs} ms and was stopped`);
  }
}

/**
 * A regular expression as netmiko's users write it, in Python's syntax.
 *
 * @throws SyntaxError
 */
export function compilePattern(source: string): RegExp {
  const { source: translated, flags } = translatePattern(source);
  return new RegExp(translated, flags);
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

function isPattern(source: string): boolean {
  try {
    compilePattern(source);
    return true;
  } catch {
    return false;
  }
}
