import { BuriedPrompt } from './buried-prompt.js';
import { EchoSearch } from './echo.js';
import { readAnswer, type Answer, type Ending, type Exchange } from './exchange.js';
import { LiveLines } from './live-lines.js';
import type { Platform, Question } from './platforms/platform.js';
import { isPromptOf, readPrompt, type Prompt } from './prompt.js';
import type { TerminalScreen } from './terminal-screen.js';

/** What is known of a device's terminal from what it showed so far. */
export interface Acquaintance {
  /** Prompts of another name are suspicious; null during login, when none is. */
  readonly name: string | null;
  readonly doesEcho: boolean;
}

/** What the last line says about where the device is. */
export type Finding =
  | { readonly type: 'busy' }
  /** It waits for this key. */
  | { readonly type: 'pager'; readonly key: ' ' | 'q' }
  | { readonly type: 'question'; readonly question: Question; readonly isRepeated: boolean }
  /** A question that the request answers. */
  | { readonly type: 'answer'; readonly text: string }
  /** The line that ends the wait has come; the prompt, if there is one, is not sure. */
  | { readonly type: 'ending'; readonly prompt: Prompt | null }
  /** Without the echo before it, or with another name, it only counts when nothing follows. */
  | { readonly type: 'prompt'; readonly prompt: Prompt; readonly isSure: boolean };

/** Prompts are shorter. Only this end of the last line is looked at, so that long lines cost nothing. */
const PROMPT_TAIL = 256;
/** The same for the request's own patterns. */
const PATTERN_TAIL = 2_000;
const BUSY: Finding = { type: 'busy' };

/** Reads the screen during one exchange: is the device still busy, does it ask something, is it done? */
export class Reading {
  private readonly before: string;
  /** What was answered, and the lines on which it was asked: a device may ask to save, and then to overwrite. */
  private readonly answered = new Map<Question, string[]>();
  /** How many lines there were when the last question was answered: that line is not looked at again. */
  private answeredAtLine = -1;
  private readonly echo: EchoSearch;
  private readonly live: LiveLines | undefined;
  private readonly buried: BuriedPrompt;
  /** Index of the first line of output; null until the echo has come. */
  private start: number | null = null;
  private isEndingSeen = false;
  /** The first line of output that was not compared with the ending. */
  private nextLine = 0;

  constructor(
    private readonly platform: Platform,
    private readonly screen: TerminalScreen,
    private readonly exchange: Exchange,
    private readonly known: Acquaintance,
  ) {
    screen.takeLines();
    this.before = screen.lastLine;
    this.echo = new EchoSearch(this.before, this.typed ?? '');
    this.buried = new BuriedPrompt(platform, screen, (prompt) => this.isOfDevice(prompt));
    const { onOutput } = exchange;
    if (onOutput && this.typed !== undefined) this.live = new LiveLines(platform, this.echo, onOutput);
  }

  /**
   * @param isQuiet whether nothing came for a while: then the echo is not waited for any longer
   * @throws SlowPatternError
   */
  look(isQuiet = false): Finding {
    this.live?.show(this.screen.lines);
    const { text, isCut } = this.screen.tail(PROMPT_TAIL);
    const key = isCut ? null : this.pagerKeyOn(text, isQuiet);
    if (key !== null) return { type: 'pager', key };
    const question = isCut ? undefined : this.questionOn(text);
    if (question) return { type: 'question', question, isRepeated: this.isAnswered(question, text) };
    // Until the device has taken the return, the old prompt stands there.
    if (!this.hasBegun) return BUSY;
    const prompt = readPrompt(this.platform, text, isCut, this.screen.lines.at(-1));
    const isSure = prompt !== null && this.isSure(prompt);
    const answer = isSure ? null : this.answerOn(isQuiet);
    if (answer !== null) return { type: 'answer', text: answer };
    if (this.exchange.ending?.type === 'line') {
      if (!this.isEnding(this.exchange.ending, isQuiet)) return BUSY;
      if (!isSure) return { type: 'ending', prompt };
    }
    return prompt ? { type: 'prompt', prompt, isSure } : BUSY;
  }

  /** Whether the device has taken what was typed. */
  get hasBegun(): boolean {
    return this.typed === undefined || this.screen.lineCount > 0;
  }

  markAnswered(question: Question): void {
    const lines = this.answered.get(question) ?? [];
    this.answered.set(question, [...lines, this.screen.tail(PROMPT_TAIL).text]);
    this.answeredAtLine = this.screen.lineCount;
  }

  get isEchoed(): boolean {
    const { lines } = this.exchange;
    if (this.typed === undefined) return true;
    if (lines.length > 1) return this.screen.lineCount >= lines.length;
    return this.echo.find(this.screen.lines) >= 0;
  }

  /** Whether the prompt was shown, but a log line came behind it: a return makes the device show it again. */
  get isPromptBuried(): boolean {
    const { lines, ending } = this.exchange;
    if (ending !== undefined) return false;
    const start = lines.length > 1 ? lines.length : this.outputStart(true);
    return start !== null && this.buried.look(start);
  }

  /** @param prompt null where the exchange ends without one */
  finish(prompt: Prompt | null): Answer {
    const lastLine = this.screen.lastLine;
    const shown = [...this.buried.cutFrom(this.screen.takeLines()), lastLine];
    const answer = readAnswer(this.platform, this.before, this.typed, shown, prompt);
    this.live?.finish(answer.output);
    return answer;
  }

  /** The last line typed; undefined when none was. */
  private get typed(): string | undefined {
    return this.exchange.lines.at(-1);
  }

  private pagerKeyOn(line: string, isQuiet: boolean): ' ' | 'q' | null {
    const { pager, hostPager } = this.platform;
    if (hostPager?.ends.test(line)) return 'q';
    return pager?.test(line) || (isQuiet && hostPager?.waits.test(line)) ? ' ' : null;
  }

  private questionOn(line: string): Question | undefined {
    if (this.screen.lineCount <= this.answeredAtLine) return undefined;
    return this.exchange.questions.find(({ pattern }) => pattern.test(line));
  }

  /** A secret is not given a second time, in whatever words the device asks for it. */
  private isAnswered(question: Question, line: string): boolean {
    const lines = this.answered.get(question);
    return lines !== undefined && (question.reply.type !== 'text' || lines.includes(line));
  }

  private answerOn(isQuiet: boolean): string | null {
    const { answers, lines } = this.exchange;
    // In a block of free text nothing is asked.
    if (!answers || lines.length !== 1 || this.screen.lineCount <= this.answeredAtLine) return null;
    const start = this.outputStart(isQuiet);
    const { text } = this.screen.tail(PATTERN_TAIL);
    if (start === null || this.screen.lineCount < start || text === '') return null;
    const answer = answers.take(text);
    if (answer !== null) this.answeredAtLine = this.screen.lineCount;
    return answer;
  }

  /** Looks at each finished line once, and at the last line each time. */
  private isEnding({ pattern }: Extract<Ending, { type: 'line' }>, isQuiet: boolean): boolean {
    if (this.isEndingSeen) return true;
    const start = this.outputStart(isQuiet);
    if (start === null || this.screen.lineCount < start) return false;
    const fresh = this.screen.lines.slice(Math.max(start, this.nextLine));
    this.nextLine = this.screen.lineCount;
    this.isEndingSeen = pattern.find([...fresh, this.screen.tail(PATTERN_TAIL).text]) >= 0;
    return this.isEndingSeen;
  }

  private outputStart(isQuiet: boolean): number | null {
    if (this.typed === undefined) return 0;
    if (this.start === null) {
      const echoLine = this.echo.find(this.screen.lines);
      if (echoLine >= 0) this.start = echoLine + 1;
    }
    return this.start ?? (isQuiet || !this.isEchoAwaited ? 1 : null);
  }

  private isSure(prompt: Prompt): boolean {
    return this.isOfDevice(prompt) && (!this.isEchoAwaited || this.isEchoed);
  }

  private isOfDevice(prompt: Prompt): boolean {
    return this.known.name === null || isPromptOf(this.known.name, prompt);
  }

  private get isEchoAwaited(): boolean {
    return this.known.doesEcho && this.exchange.isEchoAwaited !== false;
  }
}
