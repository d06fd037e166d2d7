import type { Answer } from './exchange.js';

/** What the terminal showed over several exchanges, from the first thing typed to the last prompt. */
export class Transcript {
  readonly lines: string[] = [];
  exitStatus = 0;

  add(...answers: readonly Answer[]): void {
    for (const { before, shown, prompt } of answers) {
      const [first = '', ...rest] = shown;
      const isFirst = this.lines.length === 0;
      // The prompt that ended the exchange before stands on the line that this one was typed on.
      if (!isFirst) this.lines.pop();
      this.lines.push(isFirst && first.startsWith(before) ? first.slice(before.length) : first);
      for (const line of rest) this.lines.push(line);
      this.exitStatus = prompt.exitStatus ?? 0;
    }
  }
}
