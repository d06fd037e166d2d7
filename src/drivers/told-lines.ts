import type { OutputListener } from './driver.js';

/** Lines of an answer, told as they come: what the listener gets, put together, is the text. */
export class ToldLines {
  private readonly lines: string[] = [];

  constructor(private readonly listener: OutputListener | undefined) {}

  add(lines: readonly string[]): void {
    if (lines.length === 0) return;
    const text = lines.join('\n');
    this.listener?.(this.lines.length === 0 ? text : `\n${text}`);
    // Not spread: an answer may have more lines than a call may have arguments.
    for (const line of lines) this.lines.push(line);
  }

  get text(): string {
    return this.lines.join('\n');
  }
}
