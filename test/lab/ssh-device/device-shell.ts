import type { Writable } from 'node:stream';
import type { CommandLine, Effect } from './command-line.js';
import type { DeviceBehavior } from './device-options.js';

/** What a shell needs of the device around it. */
export interface ShellHost {
  readonly behavior: DeviceBehavior;
  began(command: string): void;
  ended(command: string): void;
  /** Cuts the connection without a goodbye. */
  cut(): void;
}

type Reader = (line: string) => void;

const PAGER = ' --More-- ';
const PAGER_ERASED = '\b'.repeat(9) + ' '.repeat(8) + '\b'.repeat(9);

/** One terminal session: echo, line editing, paging, and the troubles that a test asks for. */
export class DeviceShell {
  private line = '';
  /** Typed while the device was busy. */
  private typedAhead = '';
  private isBusy = false;
  private isHidden = false;
  /** Takes the next line instead of the command line: a password, a banner's text. */
  private reader: Reader | null = null;
  /** Takes the next key while the pager stands. */
  private pager: ((key: string) => void) | null = null;
  private timer: NodeJS.Timeout | null = null;
  private isOver = false;
  /** The line that was entered last, until the next prompt. */
  private command: string | null = null;
  private out = '';

  constructor(
    private readonly channel: Writable,
    private readonly commandLine: CommandLine,
    private readonly host: ShellHost,
    private readonly leave: () => void,
  ) {}

  /** Greets and shows the first prompt. */
  start(motd: string): void {
    this.out += motd === '' ? '' : `${toTerminal(motd)}\r\n`;
    this.prompt();
    this.flush();
  }

  type(bytes: Buffer): void {
    this.typedAhead += bytes.toString('utf8');
    this.consume();
    this.flush();
  }

  /** Prints a line by itself, as a device's log does. */
  announce(line: string): void {
    this.out += `\r\n${line}\r\n`;
    this.flush();
  }

  close(): void {
    this.isOver = true;
    if (this.timer) clearTimeout(this.timer);
    this.endCommand();
  }

  private consume(): void {
    while (!this.isBusy && this.typedAhead !== '' && !this.isOver) {
      if (this.pager) {
        const key = this.typedAhead.charAt(0);
        this.typedAhead = this.typedAhead.slice(1);
        this.pager(key);
        continue;
      }
      const end = this.typedAhead.search(/[\r\n\x7f\b]/);
      const text = end < 0 ? this.typedAhead : this.typedAhead.slice(0, end);
      this.line += text;
      this.echo(text);
      if (end < 0) {
        this.typedAhead = '';
        return;
      }
      const key = this.typedAhead.charAt(end);
      const isPair = key === '\r' && this.typedAhead.charAt(end + 1) === '\n';
      this.typedAhead = this.typedAhead.slice(end + (isPair ? 2 : 1));
      this.press(key);
    }
  }

  private press(key: string): void {
    if (key === '\r' || key === '\n') {
      const { line } = this;
      this.line = '';
      this.out += '\r\n';
      this.enter(line);
    } else if (this.line !== '') {
      this.line = this.line.slice(0, -1);
      this.echo('\b \b');
    }
  }

  private echo(text: string): void {
    if (!this.isHidden && this.host.behavior.doesEcho) this.out += text;
  }

  private enter(line: string): void {
    if (this.reader) {
      this.reader(line);
      return;
    }
    this.command = line;
    this.host.began(line);
    const { behavior } = this.host;
    if (behavior.hangAt === line) {
      this.isBusy = true;
      return;
    }
    const delayMs = typeof behavior.delayMs === 'number' ? behavior.delayMs : behavior.delayMs(line);
    if (delayMs === 0) {
      this.show(line, this.commandLine.execute(line));
      return;
    }
    this.isBusy = true;
    this.timer = setTimeout(() => {
      this.isBusy = false;
      this.show(line, this.commandLine.execute(line));
      this.consume();
      this.flush();
    }, delayMs);
  }

  private show(line: string, effect: Effect): void {
    switch (effect.type) {
      case 'print':
        this.print(line, effect.text);
        return;
      case 'ask':
        this.out += effect.question;
        this.isHidden = true;
        this.reader = (given) => {
          this.reader = null;
          this.isHidden = false;
          this.show(line, effect.answer(given));
        };
        return;
      case 'read':
        this.out += `${toTerminal(effect.text)}\r\n`;
        this.reader = (given) => {
          if (!effect.take(given)) return;
          this.reader = null;
          this.prompt();
        };
        return;
      case 'leave':
        this.isOver = true;
        this.flush();
        this.leave();
    }
  }

  private print(line: string, text: string): void {
    const { cutAt, logLine } = this.host.behavior;
    const lines = text === '' ? [] : text.split('\n');
    if (logLine !== null && lines.length > 0) lines.splice(Math.floor(lines.length / 2), 0, logLine);
    if (cutAt === line) {
      this.out += toTerminal(lines.slice(0, Math.ceil(lines.length / 2)).join('\n'));
      this.flush();
      this.isOver = true;
      // After what was written has left.
      setImmediate(() => {
        this.host.cut();
      });
      return;
    }
    this.page(lines);
  }

  private page(lines: readonly string[]): void {
    const { pageLength } = this.commandLine;
    if (pageLength === 0 || lines.length < pageLength) {
      if (lines.length > 0) this.out += `${toTerminal(lines.join('\n'))}\r\n`;
      this.prompt();
      return;
    }
    const rows = pageLength - 1;
    this.out += `${toTerminal(lines.slice(0, rows).join('\n'))}\r\n${PAGER}`;
    this.pager = (key) => {
      this.pager = null;
      this.out += this.host.behavior.leavesPager ? '\r\n' : PAGER_ERASED;
      this.page(key === 'q' ? [] : lines.slice(rows));
    };
  }

  private endCommand(): void {
    if (this.command !== null) this.host.ended(this.command);
    this.command = null;
  }

  private prompt(): void {
    this.endCommand();
    this.out += this.commandLine.prompt;
    const { logLineBehindPrompt } = this.host.behavior;
    if (logLineBehindPrompt !== null) this.out += `\r\n${logLineBehindPrompt}\r\n`;
  }

  private flush(): void {
    if (this.out === '' || this.channel.destroyed) return;
    const { out } = this;
    const { chunkBytes } = this.host.behavior;
    this.out = '';
    if (chunkBytes === 0) {
      this.channel.write(out);
      return;
    }
    const bytes = Buffer.from(out);
    for (let start = 0; start < bytes.length; start += chunkBytes) {
      this.channel.write(bytes.subarray(start, start + chunkBytes));
    }
  }
}

function toTerminal(text: string): string {
  return text.replaceAll('\n', '\r\n');
}
