import type { OutputListener } from '../driver.js';
import type { Answer } from './exchange.js';

/** What the terminal showed over several exchanges, from the first thing typed to the last prompt. */
export class Transcript {
  readonly lines: string[] = [];
  exitStatus = 0;

  private told = 0;

  /** @param listener told the lines as they come; the last prompt is not among them */
  constructor(private readonly listener?: OutputListener) {}

  add(...answers: readonly Answer[]): void {
    for (const { before, shown, prompt } of answers) {
      const [first = '', ...rest] = shown;
      const isFirst = this.lines.length === 0;
      // The prompt that ended the exchange before stands on the line that this one was typed on.
      if (!isFirst) this.lines.pop();
      this.lines.push(isFirst && first.startsWith(before) ? first.slice(before.length) : first);
      for (const line of rest) this.lines.push(line);
      this.exitStatus = prompt?.exitStatus ?? 0;
    }
    if (this.listener) this.tell(this.listener);
  }

  /** The last line may still get a command behind it. */
  private tell(listener: OutputListener): void {
    const fresh = this.lines.slice(this.told, -1);
    if (fresh.length === 0) return;
    const text = fresh.join('\n');
    listener(this.told === 0 ? text : `\n${text}`);
    this.told += fresh.length;
  }
}
