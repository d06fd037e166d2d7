import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const TMUX = '/usr/bin/tmux';
const run = promisify(execFile);

/** Whether this machine has tmux. */
export function canRunTmux(): { ok: true } | { ok: false; reason: string } {
  return existsSync(TMUX) ? { ok: true } : { ok: false, reason: 'there is no tmux' };
}

/** A terminal in which a person types: tmux's own, without a screen. */
export class Terminal {
  /** A server of its own for each: it ends with its session, and no other tmux is seen. */
  private readonly server = `netpulse-${randomUUID()}`;

  /** @param environment of the shell, besides what this process has */
  static async open(
    environment: Readonly<Record<string, string>>,
    { columns = 100, rows = 30, shell = 'bash --norc', folder = process.cwd() } = {},
  ): Promise<Terminal> {
    const terminal = new Terminal();
    const variables = Object.entries({ ...environment, PS1: '$ ' }).flatMap(([name, value]) => [
      '-e',
      `${name}=${value}`,
    ]);
    await terminal.tmux(
      '-f',
      '/dev/null',
      'new-session',
      '-d',
      '-x',
      `${columns}`,
      '-y',
      `${rows}`,
      ...variables,
      '-c',
      folder,
      shell,
    );
    return terminal;
  }

  /** Types a line, and return. */
  async type(line: string): Promise<void> {
    await this.tmux('send-keys', '-l', line);
    await this.press('Enter');
  }

  /** Presses a key by tmux's name for it, such as `Tab`, after it typed a text. */
  async press(key: string, text = ''): Promise<void> {
    if (text !== '') await this.tmux('send-keys', '-l', text);
    await this.tmux('send-keys', key);
  }

  /** What a person sees. */
  async screen(): Promise<string> {
    return (await this.tmux('capture-pane', '-p')).trimEnd();
  }

  async close(): Promise<void> {
    await this.tmux('kill-server');
  }

  private async tmux(...args: readonly string[]): Promise<string> {
    const { stdout } = await run(TMUX, ['-L', this.server, ...args]);
    return stdout;
  }
}
