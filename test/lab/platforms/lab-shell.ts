import type { LabPlatform, LabQuestion, Reaction } from './lab-platform.js';

/** Troubles that a test asks for. */
export interface LabTroubles {
  /** The device refuses to switch its pager off. */
  readonly keepsPager: boolean;
  /** A log line that comes in the middle of every output. */
  readonly logLine: string | null;
  /** A log line that comes behind each prompt that follows a command, in the same packet. */
  readonly logBehindPrompt: string | null;
  /** The command in the middle of whose output the connection is cut. */
  readonly cutAt: string | null;
}

export const NO_TROUBLES: LabTroubles = {
  keepsPager: false,
  logLine: null,
  logBehindPrompt: null,
  cutAt: null,
};

/** What a device keeps, and what was typed on it. */
export class LabDevice {
  readonly typed: string[] = [];
  running: readonly string[] = [];
  candidate: string[] = [];
  saved: readonly string[] | null = null;
  /** Whether the candidate began empty, and not as a copy of what runs. */
  isCleared = false;

  constructor(
    readonly platform: LabPlatform,
    readonly troubles: LabTroubles = NO_TROUBLES,
  ) {}
}

const ROWS = 24;

/** One terminal session on a {@link LabDevice}: what is typed goes in, what it shows comes out. Has no timers. */
export class LabShell {
  private mode: string;
  private line = '';
  private lastKey = '';
  private question: LabQuestion | null = null;
  private restOfPages: readonly string[] | null = null;
  private afterPages: (() => void) | null = null;
  private isPaging: boolean;
  /** The character that ends the free text that is being entered. */
  private endOfText: string | null = null;
  private isOver = false;
  private out = '';

  constructor(
    private readonly device: LabDevice,
    private readonly hangUp: () => void,
  ) {
    this.mode = device.platform.firstMode;
    this.isPaging = device.platform.pager !== '';
  }

  /** The greeting, and the first prompt or question. */
  start(): string {
    const { greeting, loginQuestion } = this.device.platform;
    if (greeting !== '') this.print(greeting);
    if (loginQuestion) this.ask(loginQuestion);
    else this.prompt();
    return this.flush();
  }

  type(text: string): string {
    for (const key of text) {
      if (this.isOver) break;
      this.press(key);
      this.lastKey = key;
    }
    return this.flush();
  }

  private press(key: string): void {
    // Both are one return, which turns no page.
    if (key === '\n' && this.lastKey === '\r') return;
    if (this.restOfPages) {
      this.out += this.device.platform.pagerErased;
      this.page(this.restOfPages);
    } else if (key === '\r' || key === '\n') {
      const { line } = this;
      this.line = '';
      this.out += '\r\n';
      this.enter(line);
    } else {
      this.line += key;
      if (!this.question?.isHidden) this.out += key;
    }
  }

  private enter(line: string): void {
    const { question } = this;
    this.device.typed.push(line);
    if (this.readsText(line)) return;
    if (!question) {
      this.react(this.reactionTo(line), line);
      return;
    }
    this.question = null;
    this.react(question.answers[line] ?? question.otherwise, line);
  }

  /** Free text has no prompt of its own between its lines. */
  private readsText(line: string): boolean {
    const { configModes, freeText } = this.device.platform;
    if (!freeText || !configModes.includes(this.mode)) return false;
    if (this.endOfText === null) {
      const delimiter = /^(?:banner|header) .*\W$/.test(line) ? line.slice(-1) : null;
      if (delimiter === null) return false;
      this.endOfText = delimiter;
      this.print(freeText.says);
    } else if (line.includes(this.endOfText)) {
      this.endOfText = null;
    }
    this.carryOut('enter', line);
    if (this.endOfText === null) this.prompt();
    else this.out += freeText.prompt;
    return true;
  }

  private reactionTo(line: string): Reaction {
    const { platform, candidate, isCleared, troubles } = this.device;
    const { commands, configModes, refusal, script, submodes } = platform;
    if (line.trim() === '') return {};
    if (line === script.command) return { print: script.output };
    if (line === platform.version?.command) return { print: platform.version.output };
    const known = commands.find(
      (command) =>
        (typeof command.line === 'string' ? command.line === line.trim() : command.line.test(line)) &&
        (command.in?.includes(this.mode) ?? true) &&
        (!command.ifDirty || candidate.length > 0 || isCleared),
    );
    if (known?.does === 'paging-off' && troubles.keepsPager) return { print: refusal ?? '' };
    if (known) return known.reacts?.(this.device) ?? known;
    const isConfiguration = configModes.includes(this.mode) && line !== script.badLine;
    if (!isConfiguration) return refusal === null ? {} : { print: refusal };
    return { does: 'enter', to: submodes.find(([pattern]) => pattern.test(line.trim()))?.[1] };
  }

  private react(reaction: Reaction, line: string): void {
    const { platform, troubles } = this.device;
    this.carryOut(reaction.does, line);
    const finish = (): void => {
      if (reaction.asks) {
        this.ask(reaction.asks);
        return;
      }
      this.mode = reaction.to ?? this.mode;
      if (line.trim() !== '') this.out += platform.tail;
      this.prompt();
      if (troubles.logBehindPrompt !== null && line.trim() !== '')
        this.out += `\r\n${troubles.logBehindPrompt}\r\n`;
    };
    const shown = reaction.print === undefined ? [] : reaction.print.split('\n');
    if (platform.stamp !== '' && line.trim() !== '' && reaction.does !== 'enter')
      shown.unshift(platform.stamp);
    const middle = Math.ceil(shown.length / 2);
    if (troubles.cutAt === line) {
      this.print(shown.slice(0, middle).join('\n'));
      this.isOver = true;
      this.hangUp();
      return;
    }
    if (troubles.logLine !== null && shown.length > 1) shown.splice(middle, 0, troubles.logLine);
    this.afterPages = finish;
    this.page(shown);
  }

  private carryOut(act: Reaction['does'], line: string): void {
    const { device } = this;
    if (act === 'enter') device.candidate.push(line.trim());
    if (act === 'commit' || (act === 'enter' && !device.platform.hasCandidate)) {
      device.running = device.isCleared ? device.candidate : [...device.running, ...device.candidate];
      device.candidate = [];
      device.isCleared = false;
    }
    if (act === 'discard' || act === 'clear') device.candidate = [];
    if (act === 'discard' || act === 'clear') device.isCleared = act === 'clear';
    if (act === 'save') device.saved = device.running;
    if (act === 'paging-off') this.isPaging = false;
  }

  private page(lines: readonly string[]): void {
    const rows = this.isPaging ? ROWS - 1 : lines.length;
    if (lines.length > 0) this.print(lines.slice(0, rows).join('\n'));
    this.restOfPages = lines.length > rows ? lines.slice(rows) : null;
    if (this.restOfPages) this.out += this.device.platform.pager;
    else this.afterPages?.();
  }

  private ask(question: LabQuestion): void {
    this.question = question;
    this.out += question.text.replaceAll('\n', '\r\n');
  }

  private print(text: string): void {
    this.out += `${text.replaceAll('\n', '\r\n')}\r\n`;
  }

  private prompt(): void {
    this.out += (this.device.platform.modes[this.mode] ?? '').replaceAll('\n', '\r\n');
  }

  private flush(): string {
    const { out } = this;
    this.out = '';
    return out;
  }
}
