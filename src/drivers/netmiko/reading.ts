import { findEcho } from './echo.js';
import { readAnswer, type Answer, type Exchange } from './exchange.js';
import { LiveLines } from './live-lines.js';
import type { Platform, Question } from './platforms/platform.js';
import { isPromptOf, readPrompt, type Prompt } from './prompt.js';
import type { TerminalScreen } from './terminal-screen.js';

/** What is known of a device's terminal from what it showed so far. */
export interface Acquaintance {
  /** The last prompt. */
  readonly prompt: Prompt | null;
  /** Prompts of another name are suspicious; null during login, when none is. */
  readonly name: string | null;
  readonly doesEcho: boolean;
}

/** What the last line says about where the device is. */
export type Finding =
  | { readonly type: 'busy' }
  | { readonly type: 'pager' }
  | { readonly type: 'question'; readonly question: Question; readonly isRepeated: boolean }
  /** Without the echo before it, or with another name, it only counts when nothing follows. */
  | { readonly type: 'prompt'; readonly prompt: Prompt; readonly isSure: boolean };

/** Prompts are shorter. Only this end of the last line is looked at, so that long lines cost nothing. */
const PROMPT_TAIL = 256;
const BUSY: Finding = { type: 'busy' };

/** Reads the screen during one exchange: is the device still busy, does it ask something, is it done? */
export class Reading {
  private readonly before: string;
  private readonly answered = new Set<Question>();
  /** How many lines there were when the last question was answered: that line is not looked at again. */
  private answeredAtLine = -1;
  private readonly live: LiveLines | undefined;

  constructor(
    private readonly platform: Platform,
    private readonly screen: TerminalScreen,
    private readonly exchange: Exchange,
    private readonly known: Acquaintance,
  ) {
    screen.takeLines();
    this.before = screen.lastLine;
    const { onOutput } = exchange;
    if (onOutput && this.typed !== undefined)
      this.live = new LiveLines(platform, this.before, this.typed, onOutput);
  }

  look(): Finding {
    this.live?.show(this.screen.lines);
    const { text, isCut } = this.screen.tail(PROMPT_TAIL);
    if (!isCut && this.platform.pager?.test(text)) return { type: 'pager' };
    const question = isCut ? undefined : this.questionOn(text);
    if (question) return { type: 'question', question, isRepeated: this.answered.has(question) };
    // Until the device has taken the return, the old prompt stands there.
    if (this.typed !== undefined && this.screen.lineCount === 0) return BUSY;
    const prompt = readPrompt(this.platform, text, isCut, this.screen.lines.at(-1));
    return prompt ? { type: 'prompt', prompt, isSure: this.isSure(prompt) } : BUSY;
  }

  markAnswered(question: Question): void {
    this.answered.add(question);
    this.answeredAtLine = this.screen.lineCount;
  }

  get isEchoed(): boolean {
    const { lines } = this.exchange;
    if (this.typed === undefined) return true;
    if (lines.length > 1) return this.screen.lineCount >= lines.length;
    return findEcho(this.before, this.typed, this.screen.lines) >= 0;
  }

  /** Whether the prompt was shown, but a log line came behind it: a return makes the device show it again. */
  get isPromptBuried(): boolean {
    return this.buriedPromptLine() > 0;
  }

  finish(prompt: Prompt): Answer {
    const buried = this.buriedPromptLine();
    const lastLine = this.screen.lastLine;
    const lines = this.screen.takeLines();
    const shown = [...(buried > 0 ? lines.slice(0, buried) : lines), lastLine];
    const answer = readAnswer(this.platform, this.before, this.typed, shown, prompt);
    this.live?.finish(answer.output);
    return answer;
  }

  /** The last line typed; undefined when none was. */
  private get typed(): string | undefined {
    return this.exchange.lines.at(-1);
  }

  private questionOn(line: string): Question | undefined {
    if (this.screen.lineCount <= this.answeredAtLine) return undefined;
    return this.exchange.questions.find(({ pattern }) => pattern.test(line));
  }

  private isSure(prompt: Prompt): boolean {
    const { name, doesEcho } = this.known;
    if (name !== null && !isPromptOf(name, prompt)) return false;
    return !doesEcho || this.isEchoed;
  }

  private buriedPromptLine(): number {
    const prompt = this.known.prompt?.text;
    return prompt === undefined || this.exchange.lines.length !== 1
      ? -1
      : this.screen.lines.lastIndexOf(prompt);
  }
}
