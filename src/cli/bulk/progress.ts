/** One line on a terminal that says how far a long piece of work is; nothing where nobody looks. */
export class Progress {
  private readonly width = 30;

  constructor(private readonly stream: NodeJS.WriteStream = process.stderr) {}

  /** @param note what is told behind the bar */
  show(done: number, all: number, note: string): void {
    if (!this.stream.isTTY) return;
    const filled = all === 0 ? this.width : Math.floor((this.width * done) / all);
    const bar = '#'.repeat(filled) + '.'.repeat(this.width - filled);
    this.stream.write(`\r\x1b[K[${bar}] ${done}/${all} ${note}`);
  }

  end(): void {
    if (this.stream.isTTY) this.stream.write('\r\x1b[K');
  }
}
