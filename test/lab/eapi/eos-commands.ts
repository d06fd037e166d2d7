/** What a command of the table answers: JSON, text, or both; a model is missing where EOS has none for the command. */
export interface EosAnswer {
  readonly json?: object;
  readonly text?: string;
}

export type EosCommandTable = Readonly<Record<string, EosAnswer>>;

/** A command was refused: eAPI's code, and the words. */
export class EosRefusal extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

const INVALID = 1002;
const NOT_JSON = 1003;
/** Stands first in a session that began with an empty configuration. */
const CLEAN = 'rollback clean-config';
const CONFIG_WORDS = /^(?:no |interface |description |hostname |banner |ip |ntp |vlan |name |shutdown|exit)/;

/** The switch behind the API: modes, a running configuration, config sessions. Lives over all requests. */
export class EosState {
  readonly running: string[] = ['hostname leaf1'];
  startup: string[] = [];
  readonly sessions = new Map<string, string[]>();

  constructor(
    readonly secret: string | null,
    readonly commands: EosCommandTable,
  ) {}
}

/** The command line of one request: it begins in the unprivileged mode. */
export class EosCommandLine {
  private mode: 'user' | 'privileged' | 'config' | 'session' = 'user';
  private session = '';

  constructor(
    private readonly state: EosState,
    private readonly format: 'json' | 'text',
  ) {}

  /** @throws EosRefusal */
  run(command: string, input: string | undefined): object {
    if (command === 'enable') return this.enable(input);
    if (this.mode === 'user' && /^(?:configure|write|show running-config)/.test(command))
      throw new EosRefusal(INVALID, `privileged mode required (at token 0: '${firstWord(command)}')`);
    const known = this.state.commands[command];
    if (known) return this.answer(known);
    if (command === 'show running-config') return this.answer({ text: `${this.state.running.join('\n')}\n` });
    if (command === 'write memory') {
      this.state.startup = [...this.state.running];
      return this.answer({ json: {}, text: 'Copy completed successfully.\n' });
    }
    if (command === 'configure') return this.enter('config');
    const [, name, end] = /^configure session (\S+)(?: (abort|commit))?$/.exec(command) ?? [];
    if (name !== undefined) return end === undefined ? this.enterSession(name) : this.endSession(name, end);
    const [, named] = /^show session-config named (\S+) diffs$/.exec(command) ?? [];
    if (named !== undefined) return this.diffs(this.state.sessions.get(named) ?? []);
    if (command === 'show configuration sessions') return this.answer({ json: { sessions: this.pending() } });
    if (command.startsWith('copy startup-config flash:')) return this.answer({ text: 'Copy completed.\n' });
    if (this.mode === 'config') return this.line(command, input, this.state.running);
    if (this.mode === 'session') return this.inSession(command, input);
    throw invalid(command);
  }

  private enable(input: string | undefined): object {
    const { secret } = this.state;
    if (secret !== null && input !== secret) throw new EosRefusal(1000, 'Bad secret');
    return this.enter('privileged');
  }

  private enter(mode: 'config' | 'session' | 'privileged'): object {
    this.mode = mode;
    return this.answer({ json: {}, text: '' });
  }

  private enterSession(name: string): object {
    this.session = name;
    if (!this.state.sessions.has(name)) this.state.sessions.set(name, []);
    return this.enter('session');
  }

  private inSession(command: string, input: string | undefined): object {
    const lines = this.state.sessions.get(this.session) ?? [];
    if (command === CLEAN) {
      lines.splice(0, lines.length, CLEAN);
      return this.answer({ json: {}, text: '' });
    }
    if (command === 'show session-config diffs') return this.diffs(lines);
    if (command === 'abort' || command === 'commit') return this.endSession(this.session, command);
    return this.line(command, input, lines);
  }

  private diffs(lines: readonly string[]): object {
    const { running } = this.state;
    const removed = lines[0] === CLEAN ? running.filter((line) => !lines.includes(line)) : [];
    const added = lines.filter((line) => line !== CLEAN && !running.includes(line));
    const head = '--- system:/running-config\n+++ session:/config';
    const body = [...removed.map((line) => `-${line}`), ...added.map((line) => `+${line}`)];
    return this.answer({ text: body.length === 0 ? '' : `${head}\n@@ -1 +1 @@\n${body.join('\n')}\n` });
  }

  private endSession(name: string, how: string): object {
    if (how === 'commit') this.commit(this.state.sessions.get(name) ?? []);
    this.state.sessions.delete(name);
    return this.enter('privileged');
  }

  private pending(): object {
    return Object.fromEntries([...this.state.sessions.keys()].map((name) => [name, { state: 'pending' }]));
  }

  private commit(lines: readonly string[]): void {
    if (lines.includes('ntp server refused-at-commit')) throw new EosRefusal(1000, 'Commit failed');
    if (lines[0] === CLEAN) this.state.running.length = 0;
    this.state.running.push(...lines.filter((line) => line !== CLEAN && !this.state.running.includes(line)));
  }

  private line(command: string, input: string | undefined, lines: string[]): object {
    if (command === 'end') return this.enter('privileged');
    if (!CONFIG_WORDS.test(command)) throw invalid(command);
    lines.push(command, ...(input === undefined ? [] : input.trimEnd().split('\n')));
    return this.answer({ json: {}, text: '' });
  }

  private answer({ json, text }: EosAnswer): object {
    if (this.format === 'text') return { output: text ?? '' };
    if (!json) throw new EosRefusal(NOT_JSON, 'Command cannot be run over the API with format json');
    return json;
  }
}

function invalid(command: string): EosRefusal {
  return new EosRefusal(INVALID, `Invalid input (at token 0: '${firstWord(command)}')`);
}

function firstWord(command: string): string {
  return command.split(' ')[0] ?? '';
}
