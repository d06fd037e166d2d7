/** The echo comes within the first lines; those before it are log lines that came between. */
const SEARCHED_LINES = 20;
/** So many blanks more than what was typed may stand in its echo, besides one for each character. */
const MORE_BLANKS = 256;

/**
 * Looks for the line that repeats what was typed, while lines come in. Blanks are not compared: devices repeat them
 * differently. Each line is compared once, and no more of it than an echo can have, so that looking again costs nothing.
 */
export class EchoSearch {
  private readonly wanted: string;
  private readonly before: string;
  private readonly withPrompt: string;
  /** No line that is longer is an echo, and what ends with one ends with so much. */
  private readonly mostCharacters: number;
  /** The first line that was not compared. */
  private next = 0;
  private found = -1;

  /** @param before what stood on the line on which it was typed: the prompt */
  constructor(before: string, typed: string) {
    this.wanted = squeeze(typed);
    this.before = squeeze(before);
    this.withPrompt = this.before + this.wanted;
    this.mostCharacters = before.length + 2 * typed.length + MORE_BLANKS;
  }

  /**
   * The index of the line, or -1.
   *
   * @param lines what the terminal shows from the line on that it was typed on; those of the last call, and maybe more
   */
  find(lines: readonly string[]): number {
    const end = Math.min(lines.length, SEARCHED_LINES);
    for (; this.found < 0 && this.next < end; this.next += 1) {
      if (this.isEcho(lines[this.next] ?? '', this.next === 0)) this.found = this.next;
    }
    return this.found;
  }

  private isEcho(line: string, isFirst: boolean): boolean {
    if (this.wanted === '') return true;
    if (isFirst) return this.isTypedOn(squeeze(line.slice(-this.mostCharacters)));
    if (line.length > this.mostCharacters) return false;
    const found = squeeze(line);
    return found === this.withPrompt || found === this.wanted;
  }

  /** vtysh wipes the prompt for a log line, which may end with the very command (`log commands`). */
  private isTypedOn(line: string): boolean {
    const isAtEnd = line.endsWith(this.wanted);
    return (
      isAtEnd && (line === this.wanted || line.startsWith(this.before) || line.endsWith(this.withPrompt))
    );
  }
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '');
}
