import type { NetmikoDriverArgs } from '../../netmiko/netmiko-driver-args.js';

/** At the top of the candidate: empties it, after a question. What is entered next is all that there will be. */
const CLEAR = 'delete';
/** Prints what is left of the candidate: a device that did not empty it would merge what follows. */
const SHOW_REST = 'show | display set';
/** What `show configuration | display set` prints. */
const WHOLE = /^(?:set|deactivate|protect)\s\S/;
const REMARK = /^(?:#.*|)$/;

/** How the device is answered, and by what it says that the candidate is not empty now. */
export const JUNOS_REPLACE_ARGS: Pick<NetmikoDriverArgs, 'answers' | 'error_pattern'> = {
  answers: [{ expect: 'Delete everything under this level\\?', answer: 'yes' }],
  // `protect` keeps a statement in the candidate, with a warning.
  error_pattern: '^warning: .*(?:is protected|cannot be deleted)|^(?:set|deactivate|protect) ',
};

/**
 * What is entered so that these lines become the whole configuration. Not `load override terminal`: where the device
 * refuses that, the text behind it would be taken for commands.
 */
export function junosReplacement(lines: readonly string[]): string[] {
  return [CLEAR, SHOW_REST, ...statementsOf(lines)];
}

/** Why these lines are no whole configuration; null when they may be one. */
export function replaceProblem(lines: readonly string[]): string | null {
  const statements = statementsOf(lines);
  if (statements.length > 0 && statements.every((line) => WHOLE.test(line))) return null;
  return 'must be the whole configuration in set commands, as "show configuration | display set" prints it';
}

function statementsOf(lines: readonly string[]): string[] {
  return lines
    .flatMap((line) => line.split(/\r?\n/))
    .map((line) => line.trim())
    .filter((line) => !REMARK.test(line));
}
