import { DeviceError } from '../device-error.js';
import { ExchangeReport, MOST_CHARACTERS } from './exchange-report.js';
import { quietMsOf, UnansweredError, type Answer, type Exchange } from './exchange.js';
import type { Platform, Question, Reply } from './platforms/platform.js';
import { readPrompt, type Prompt } from './prompt.js';
import { Reading, type Finding } from './reading.js';
import type { SecretsMask } from '../secrets-mask.js';
import { aborted, sessionLost } from '../ssh/ssh-errors.js';
import type { Terminal } from './terminal.js';
import { TerminalScreen } from './terminal-screen.js';
import { SlowPatternError } from './user-pattern.js';

/** The text of a reply; null when the request does not give it. */
export type Replies = (reply: Reply) => string | null;

/** After the line that ends a wait, the prompt is still waited for so long: with it the session can be used again. */
const ENDING_MS = 500;
const MOST_NUDGES = 3;

interface Pending {
  readonly exchange: Exchange;
  readonly reading: Reading;
  readonly deadline: NodeJS.Timeout | undefined;
  readonly quiet: NodeJS.Timeout;
  ending: NodeJS.Timeout | undefined;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
  nudges: number;
}

/** Types on a device's terminal and waits for its prompt, judging every piece of data as it comes. Never sleeps. */
export class Conversation {
  private readonly screen = new TerminalScreen();
  private readonly report: ExchangeReport;
  private pending: Pending | null = null;
  private prompt: Prompt | null = null;
  private isNameKnown = false;
  /** The device's name in the last prompt that shows it alone. */
  private name = '';
  private doesEcho = true;
  private fault: Error | null = null;

  constructor(
    private readonly terminal: Terminal,
    private platform: Platform,
    private readonly replies: Replies,
    mask: SecretsMask,
  ) {
    this.report = new ExchangeReport(this.screen, () => this.platform.name, mask);
    terminal.listen(this.onData, () => {
      const expected = this.pending && this.report.expectation(this.pending.exchange, this.prompt);
      this.fail(sessionLost(expected === null ? 'while it was idle' : `before ${expected}`));
    });
  }

  /** False once the connection is gone, or nobody knows what the device is doing. */
  get isOpen(): boolean {
    return this.fault === null;
  }

  /** The mode that the last prompt showed; null where the last exchange ended without one. */
  get mode(): string | null {
    return this.prompt?.mode ?? null;
  }

  /** The part of the last prompt that stays the same over modes; empty where there is none. */
  get promptName(): string {
    return this.prompt?.name ?? '';
  }

  get shownPrompt(): string | null {
    return this.prompt?.text.trim() ?? null;
  }

  /** From now on a prompt of another name than the last one's is suspicious. */
  learnName(): void {
    this.isNameKnown = true;
  }

  /** Another shell begins, whose prompt has a name of its own. */
  forgetName(): void {
    this.isNameKnown = false;
  }

  /** From now on it is this platform's command line. Its prompt, and the line above it, were seen already. */
  goOnAs(platform: Platform, prompt: string, above: string): void {
    this.platform = platform;
    this.prompt = readPrompt(platform, prompt, false, above);
    this.name = this.prompt?.name ?? '';
    this.forgetName();
  }

  /**
   * Types, and waits for the prompt. Any error ends the conversation: where the device stands is then unknown.
   *
   * @throws DeviceError of type CommandTimeout, SessionLost, UnexpectedOutput or Aborted
   * @throws UnansweredError when the device asked for what there is no answer to
   */
  async ask(exchange: Exchange): Promise<Answer> {
    if (this.pending) throw new Error('A session takes one command at a time');
    if (exchange.signal.aborted) this.fail(aborted());
    if (this.fault) throw this.fault;
    const onAbort = (): void => {
      this.fail(aborted());
    };
    exchange.signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await this.begin(exchange);
    } finally {
      exchange.signal.removeEventListener('abort', onAbort);
    }
  }

  /** Ends the conversation; what is waited for is rejected. */
  end(): void {
    this.fail(sessionLost('because NetPulse closed it'));
  }

  private begin(exchange: Exchange): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const deadline = exchange.timeoutMs > 0 ? setTimeout(this.onDeadline, exchange.timeoutMs) : undefined;
      const quiet = setTimeout(this.onQuiet, quietMsOf(exchange));
      const reading = new Reading(this.platform, this.screen, exchange, {
        name: this.isNameKnown ? this.name : null,
        doesEcho: this.doesEcho,
      });
      this.pending = { exchange, reading, deadline, quiet, ending: undefined, resolve, reject, nudges: 0 };
      if (exchange.lines.length === 0) this.look(this.pending);
      else this.type(exchange.lines);
    });
  }

  private type(lines: readonly string[]): void {
    this.terminal.write(lines.map((line) => line + this.platform.lineEnd).join(''));
  }

  private readonly onData = (bytes: Buffer): void => {
    this.screen.write(bytes);
    if (this.screen.isOverworked) this.fail(this.report.tooMuchEditing());
    if (!this.pending) {
      this.screen.takeLines();
      return;
    }
    this.pending.quiet.refresh();
    this.look(this.pending);
    if (this.screen.size > MOST_CHARACTERS && this.pending) {
      this.fail(this.report.tooMuchOutput(this.pending.exchange));
    }
  };

  private look(pending: Pending): void {
    const finding = this.find(pending, false);
    if (finding.type === 'pager' || finding.type === 'answer') {
      this.goOn(finding);
    } else if (finding.type === 'question') {
      this.reply(pending, finding.question, finding.isRepeated);
    } else if (finding.type === 'ending') {
      pending.ending ??= setTimeout(this.onQuiet, ENDING_MS);
    } else if (finding.type === 'prompt' && finding.isSure) {
      this.accept(pending, finding.prompt);
    }
  }

  private goOn(finding: Extract<Finding, { type: 'pager' | 'answer' }>): void {
    if (finding.type === 'pager') this.screen.wipeLastLine();
    this.terminal.write(finding.type === 'pager' ? finding.key : finding.text + this.platform.lineEnd);
  }

  private find({ reading }: Pending, isQuiet: boolean): Finding {
    try {
      return reading.look(isQuiet);
    } catch (error) {
      if (!(error instanceof SlowPatternError)) throw error;
      this.fail(new DeviceError('UnexpectedOutput', error.message, { cause: error }));
      return { type: 'busy' };
    }
  }

  private reply(pending: Pending, question: Question, isRepeated: boolean): void {
    const text = this.replies(question.reply);
    if (text === null || isRepeated) {
      this.fail(new UnansweredError(question.reply.type, isRepeated));
      return;
    }
    pending.reading.markAnswered(question);
    this.type([text]);
  }

  private readonly onQuiet = (): void => {
    const { pending } = this;
    if (!pending) return;
    clearTimeout(pending.ending);
    pending.ending = undefined;
    const finding = this.find(pending, true);
    if (this.pending !== pending) return;
    if (finding.type === 'prompt') {
      // Found out during login, where commands are NetPulse's own.
      if (!this.isNameKnown) this.doesEcho = pending.reading.isEchoed;
      this.accept(pending, finding.prompt);
    } else if (finding.type === 'ending') {
      this.accept(pending, finding.prompt);
    } else if (finding.type === 'pager' || finding.type === 'answer') {
      this.goOn(finding);
      pending.quiet.refresh();
    } else if (pending.exchange.ending?.type === 'quiet' && pending.reading.hasBegun) {
      this.accept(pending, null);
    } else {
      pending.quiet.refresh();
      this.nudge(pending);
    }
  };

  /** Not where the request says how its command ends: a return might answer a question. */
  private nudge(pending: Pending): void {
    const { lines, ending } = pending.exchange;
    const isWanted = lines.length === 0 || pending.reading.isPromptBuried;
    if (ending || !isWanted || pending.nudges >= MOST_NUDGES) return;
    pending.nudges += 1;
    this.type(['']);
  }

  private accept(pending: Pending, prompt: Prompt | null): void {
    this.release(pending);
    const answer = pending.reading.finish(prompt);
    this.prompt = prompt;
    if (prompt && !prompt.hasView) this.name = prompt.name;
    pending.resolve(answer);
  }

  private release(pending: Pending): void {
    clearTimeout(pending.deadline);
    clearTimeout(pending.quiet);
    clearTimeout(pending.ending);
    this.pending = null;
  }

  private fail(error: Error): void {
    if (this.fault) return;
    this.fault = error instanceof UnansweredError ? sessionLost('after a question without an answer') : error;
    const { pending } = this;
    if (pending) this.release(pending);
    this.terminal.destroy();
    pending?.reject(error);
  }

  private readonly onDeadline = (): void => {
    if (this.pending) this.fail(this.report.timeout(this.pending.exchange, this.prompt));
  };
}
