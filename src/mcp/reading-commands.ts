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
const FILTERS = (
  'begin beg include inc i exclude exc section sec count match except find last no-more nomore ' +
  'display json xml compare regexp start-with grep egrep head tail'
).split(' ');
/** Those that are programs, and whose options change nothing. */
const PROGRAMS = /^(grep|egrep|head|tail)\b/;
/** Probes: their options change nothing either. */
const PROBE = /^(execute )?(ping|trace)/;

/** Ends a command, starts another, or sends its output somewhere, on one shell or CLI or another. */
const ANOTHER_COMMAND = /[\p{Cc}\u2028\u2029;&`<>!]|\$[({]/u;
/** Expanded or run before the command is, in shells and in RouterOS; in a filter they are a regular expression. */
const EXPANSION = /[$[\]{}]/;
/** Where a shell runs programs of the same names, it is their options that write (`find . -delete`, `display -write`). */
const OPTION = /(^|[\s"'\\])-/;
/** On Junos; a program of that name, elsewhere, writes a file. */
const COMPARISON = /^compare( rollback \d+)?$/;

/**
 * Says why a command is not one that only asks: it has to match a pattern, and nothing in it may start another command, or
 * write its output into a file (`show run | redirect flash:x`, `show run > bootflash:x`).
 *
 * @param patterns the operator's, of whole commands, `*` for anything; null: {@link READING_COMMANDS}
 * @returns what is wrong with it, without the command's text; undefined when it may be run
 */
export function whyNotReading(command: string, patterns: readonly string[] | null): string | undefined {
  if (ANOTHER_COMMAND.test(command))
    return 'must be one command on one line, without ; & ` < > ! $( ${ or control characters';
  const [asked = '', ...filters] = command.split('|').map((part) => part.trim().replaceAll(/\s+/g, ' '));
  if (EXPANSION.test(asked)) return 'must not have $ [ ] { } before the first |';
  if (!filters.every(onlyChooses))
    return `may be piped only to ${FILTERS.join(', ')}, with options only to grep, egrep, head and tail; a | inside a pattern is not allowed`;
  if (patterns === null && OPTION.test(asked) && !PROBE.test(asked))
    return 'must not have options that begin with -, but for ping and traceroute';
  const allowed = patterns ?? READING_COMMANDS;
  if (allowed.some((pattern) => matches(asked, pattern))) return undefined;
  return `is not one of the commands that may be run here (NETPULSE_MCP_COMMANDS), written in full: ${allowed.join(', ')}`;
}

function onlyChooses(filter: string): boolean {
  const [word = ''] = filter.split(' ');
  if (!FILTERS.includes(word)) return false;
  if (word === 'compare') return COMPARISON.test(filter);
  return PROGRAMS.test(filter) || !OPTION.test(filter);
}

/** `show *` is also `show` alone, as FortiOS has it. */
function matches(text: string, pattern: string): boolean {
  return matchesGlob(text, pattern) || (pattern.endsWith(' *') && text === pattern.slice(0, -2));
}
