/** Devices repeat what is typed with other blanks: only what is not blank is compared. */
function squeeze(text: string): string {
  return text.replace(/\s+/g, '');
}

/** The echo comes within the first lines; others are log lines that came between. */
const SEARCHED_LINES = 20;

/**
 * The index of the line that repeats what was typed, or -1.
 *
 * @param lines what the terminal shows from the prompt on at which it was typed
 */
export function findEcho(lines: readonly string[], typed: string): number {
  const wanted = squeeze(typed);
  if (wanted === '') return lines.length === 0 ? -1 : 0;
  return lines.slice(0, SEARCHED_LINES).findIndex((line) => squeeze(line).endsWith(wanted));
}
