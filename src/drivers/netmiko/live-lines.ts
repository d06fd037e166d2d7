import type { OutputListener } from '../driver.js';
import type { EchoSearch } from './echo.js';
import type { Platform } from './platforms/platform.js';

/**
 * Tells a listener the lines of a command's output as they are finished: the same text that the answer will hold, without
 * echo and prompt. Where the echo is not found, everything comes with the answer.
 */
export class LiveLines {
  /** The first line on the screen that has not been looked at; -1 until the echo has come. */
  private next = -1;
  private told = 0;

  constructor(
    private readonly platform: Platform,
    private readonly echo: EchoSearch,
    private readonly listener: OutputListener,
  ) {}

  /** @param lines the finished lines since the command was typed */
  show(lines: readonly string[]): void {
    if (this.next < 0) {
      const echo = this.echo.find(lines);
      if (echo < 0) return;
      this.next = echo + 1;
    }
    if (lines.length <= this.next) return;
    const { contextLine } = this.platform;
    const fresh = lines.slice(this.next);
    this.next = lines.length;
    this.tell(contextLine === null ? fresh : fresh.filter((line) => !contextLine.test(line)));
  }

  /** @param output all lines of the answer */
  finish(output: readonly string[]): void {
    this.tell(output.slice(this.told));
  }

  private tell(lines: readonly string[]): void {
    if (lines.length === 0) return;
    const text = lines.join('\n');
    this.listener(this.told === 0 ? text : `\n${text}`);
    this.told += lines.length;
  }
}

/** A listener for output that goes on behind other output, which ended without a line end. */
export function continued(listener: OutputListener): OutputListener {
  let isFirst = true;
  return (text) => {
    listener(isFirst ? `\n${text}` : text);
    isFirst = false;
  };
}
