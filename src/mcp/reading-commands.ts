import { matchesGlob } from '../matching/glob.js';

/** What may be run unless the operator says something else: words that ask and change nothing, over all platforms and drivers. */
export const READING_COMMANDS: readonly string[] = [
  'show *',
  'display *',
  'get *',
  'get_*',
  'get-config *',
  'get-schema *',
  'walk *',
  'bulkwalk *',
  'getnext *',
  'info from *',
  'ping *',
  'ping6 *',
  'traceroute *',
  'traceroute6 *',
  'tracert *',
  'execute ping *',
  'execute traceroute *',
];

/** What an output may be passed through: it only chooses lines, or the form they are shown in. */
const FILTERS = new Set(
  (
    'begin beg include inc i exclude exc section sec count match except find last no-more nomore ' +
    'display json xml grep egrep head tail compare regexp start-with'
  ).split(' '),
);

/** Ends a command, starts another, or sends its output somewhere, on one shell or CLI or another. */
const ANOTHER_COMMAND = /[\p{Cc}\u2028\u2029;&`<>!]|\$[({]/u;
/** Expanded or run before the command is, in shells and in RouterOS; in a filter they are a regular expression. */
const EXPANSION = /[$[\]{}]/;

/**
 * Says why a command is not one that only asks: it has to match one of the operator's patterns, and nothing in it may start
 * another command, or write its output into a file (`show run | redirect flash:x`, `show run > bootflash:x`).
 *
 * @param patterns whole commands; `*` stands for anything
 * @returns what is wrong with it, without the command's text; undefined when it may be run
 */
export function whyNotReading(command: string, patterns: readonly string[]): string | undefined {
  if (ANOTHER_COMMAND.test(command))
    return 'must be one command on one line, without ; & ` < > ! $( ${ or control characters';
  const [asked = '', ...filters] = command.split('|').map((part) => part.trim());
  if (EXPANSION.test(asked)) return 'must not have $ [ ] { } before the first |';
  if (!filters.every((filter) => FILTERS.has(filter.split(/\s/)[0] ?? '')))
    return `may be piped only to ${[...FILTERS].join(', ')}; a | inside a pattern is not allowed`;
  const text = asked.replaceAll(/\s+/g, ' ');
  if (patterns.some((pattern) => matches(text, pattern))) return undefined;
  return `is not one of the commands that may be run here (NETPULSE_MCP_COMMANDS), written in full: ${patterns.join(', ')}`;
}

/** `show *` is also `show` alone, as FortiOS has it. */
function matches(text: string, pattern: string): boolean {
  return matchesGlob(text, pattern) || (pattern.endsWith(' *') && text === pattern.slice(0, -2));
}
