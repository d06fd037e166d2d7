import { CommandRejectedError } from '../device-error.js';
import type { CommandOutput } from '../driver.js';

/** What the device, or the user's `error_pattern`, had against a line. */
export interface Refusal {
  readonly line: string;
  readonly complaint: string;
}

/** What became of the lines that were accepted; null where each took effect at once. */
export type Candidate = 'discarded' | 'left' | null;

/** More refusals are counted, not quoted. */
const MOST_QUOTED = 10;

/** The device did not accept configuration, its commit or its saving. */
export class ConfigurationRejectedError extends CommandRejectedError {
  constructor(output: CommandOutput, refusals: readonly [Refusal, ...Refusal[]], candidate: Candidate) {
    super(output, refusals[0].complaint, messageOf(refusals, candidate));
  }
}

function messageOf(refusals: readonly Refusal[], candidate: Candidate): string {
  const quoted = refusals.slice(0, MOST_QUOTED).map(({ line, complaint }) => `"${line}": ${complaint}`);
  const more = refusals.length - quoted.length;
  const count = refusals.length === 1 ? '' : `${refusals.length} lines: `;
  const rest = more === 0 ? '' : `; and ${more} more`;
  return `The device rejected ${count}${quoted.join('; ')}${rest}${fateOf(candidate)}`;
}

function fateOf(candidate: Candidate): string {
  if (candidate === null) return '';
  return candidate === 'discarded'
    ? ' (nothing was committed, the candidate was discarded)'
    : ' (nothing was committed, but the device would not discard the candidate: look at it before the next commit)';
}
