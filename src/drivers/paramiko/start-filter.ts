const LINE_END = '\n';
/** Of what comes before the mark no more is kept than the end. */
const MAX_PREAMBLE = 64 * 1024;

/**
 * Holds a stream back until the mark that says that the program has started, and lets through what comes behind it: what a
 * login's own scripts print, and sudo's talk, is none of the program's output.
 */
export class StartFilter {
  private before = '';
  private isStarted = false;

  /** @param mark stands alone on its line */
  constructor(private readonly mark: string) {}

  get hasStarted(): boolean {
    return this.isStarted;
  }

  /** What came before the mark; all of it when the mark never came. */
  get preamble(): string {
    return this.before;
  }

  /** Takes text as it comes and returns what of it is output. */
  take(text: string): string {
    if (this.isStarted) return text;
    const all = this.before + text;
    const at = all.indexOf(this.mark + LINE_END);
    this.before = all.slice(0, at < 0 ? undefined : at).slice(-MAX_PREAMBLE);
    if (at < 0) return '';
    this.isStarted = true;
    return all.slice(at + this.mark.length + LINE_END.length);
  }
}
