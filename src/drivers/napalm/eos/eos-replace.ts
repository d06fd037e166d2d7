/** Empties the configuration of a session (Arista's "Configuration Sessions"): what is entered next is all that there will be. */
const CLEAN = 'rollback clean-config';

/** What is entered in a config session so that these lines become the whole configuration. */
export function eosReplacement(lines: readonly string[]): string[] {
  // `show running-config` ends with it; here it would leave the session.
  return [CLEAN, ...lines.filter((line) => line.trim() !== 'end')];
}
