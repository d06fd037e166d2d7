import type { Platform } from './platforms/platform.js';
import { readPrompt, type Prompt } from './prompt.js';
import type { TerminalScreen } from './terminal-screen.js';

/** A device does not log more lines behind one prompt; so long output costs no more than short. */
const SEARCHED_LINES = 200;
const LONGEST_PROMPT = 256;
/** Whatever asks like this gets no return, which might mean yes. */
const QUESTION = /[?:\])] ?$/;

/**
 * The prompt of a device that printed log lines behind it: it does not stand on the last line, and only a return makes
 * the device show it again.
 */
export class BuriedPrompt {
  /** Where it stood, and what else was there when the return was typed. */
  private found: { readonly line: number; readonly lineCount: number; readonly lastLine: string } | null =
    null;

  /** @param isKnown whether a prompt is of the device's name */
  constructor(
    private readonly platform: Platform,
    private readonly screen: TerminalScreen,
    private readonly isKnown: (prompt: Prompt) => boolean,
  ) {}

  /**
   * Whether it is there, so that a return is to be typed.
   *
   * @param start the first line that can be a prompt
   */
  look(start: number): boolean {
    const { lines } = this.screen;
    const lastLine = this.screen.tail(LONGEST_PROMPT).text;
    if (QUESTION.test(lastLine)) return false;
    const line = this.lastPrompt(lines, Math.max(start, lines.length - SEARCHED_LINES));
    if (line < 0) return false;
    this.found ??= { line, lineCount: lines.length, lastLine };
    return true;
  }

  /**
   * The lines without it and what was logged behind it. All of them where more came after the return than its answer:
   * then it was a line of output that looks like the prompt.
   */
  cutFrom(lines: readonly string[]): readonly string[] {
    if (!this.found) return lines;
    const { line, lineCount, lastLine } = this.found;
    const [first = '', ...others] = lines.slice(lineCount);
    const answer = [first.startsWith(lastLine) ? first.slice(lastLine.length) : first, ...others];
    const isAnswer = answer.every((text, index) => this.isPartOfPrompt(text, answer[index - 1]));
    return isAnswer ? lines.slice(0, line) : lines;
  }

  private lastPrompt(lines: readonly string[], start: number): number {
    for (let index = lines.length - 1; index >= start; index -= 1) {
      if (this.isPrompt(lines[index] ?? '', lines[index - 1])) return index;
    }
    return -1;
  }

  private isPartOfPrompt(line: string, above: string | undefined): boolean {
    const isContext = this.platform.contextLine?.test(line) === true;
    return line.trim() === '' || isContext || this.isPrompt(line, above);
  }

  private isPrompt(line: string, above: string | undefined): boolean {
    if (line.length > LONGEST_PROMPT) return false;
    const prompt = readPrompt(this.platform, line, false, above);
    return prompt !== null && this.isKnown(prompt);
  }
}
