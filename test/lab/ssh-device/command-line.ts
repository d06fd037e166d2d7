import type { CommandTable, DeviceBehavior } from './device-options.js';
import type { Dialect } from './dialect.js';

/** The parts of a device that all its sessions share. */
export interface DeviceState {
  hostname: string;
  /** The command table as a test sets it; its entries come before what the device knows itself. */
  commands: CommandTable;
  readonly dialect: Dialect;
  readonly secret: string | null;
  readonly behavior: DeviceBehavior;
  /** Configuration lines in the order in which they were entered. */
  readonly config: string[];
}

/** What a line did: text to print, or a question that takes the next line. */
export type Effect =
  | { readonly type: 'print'; readonly text: string }
  | { readonly type: 'ask'; readonly question: string; readonly answer: (line: string) => Effect }
  | { readonly type: 'read'; readonly text: string; readonly take: (line: string) => boolean }
  | { readonly type: 'leave' };

const NOTHING: Effect = { type: 'print', text: '' };
const SECRET_ATTEMPTS = 3;
const SUBMODES: readonly (readonly [RegExp, string])[] = [
  [/^interface \S/, 'config-if'],
  [/^router \S/, 'config-router'],
  [/^line \S/, 'config-line'],
  [/^vlan \d/, 'config-vlan'],
  [/^ip access-list \S/, 'config-ext-nacl'],
];
const CONFIG_WORDS = new Set(
  (
    'no ip ipv6 description shutdown switchport ntp snmp-server logging username enable service aaa clock line vlan ' +
    'name neighbor network router-id permit deny transport login speed duplex spanning-tree'
  ).split(' '),
);

/** The modes and commands of a command line that follows Cisco IOS. Knows nothing of terminals. */
export class CommandLine {
  /** Rows of a page; 0 does not page. */
  pageLength: number;
  private mode: string;

  constructor(
    private readonly device: DeviceState,
    isPrivileged: boolean,
    rows: number,
  ) {
    this.mode = isPrivileged ? 'privileged' : 'user';
    this.pageLength = rows;
  }

  get prompt(): string {
    const { hostname } = this.device;
    if (this.mode === 'user') return `${hostname}>`;
    return this.mode === 'privileged' ? `${hostname}#` : `${hostname}(${this.mode})#`;
  }

  execute(line: string): Effect {
    const command = line.trim().replace(/\s+/g, ' ');
    if (command === '' || command.startsWith('!')) return NOTHING;
    const known = this.device.commands[command];
    if (known !== undefined) return print(typeof known === 'string' ? known : known());
    return this.isConfiguring ? this.configure(command, line) : this.run(command);
  }

  private get isConfiguring(): boolean {
    return this.mode !== 'user' && this.mode !== 'privileged';
  }

  private run(command: string): Effect {
    const { dialect, behavior } = this.device;
    if (/^terminal length \d+$/.test(command)) {
      if (behavior.deniesPagingOff) return this.invalid('length', command);
      this.pageLength = Number(command.split(' ')[2]);
      return print(dialect.pagingOff);
    }
    if (/^terminal width \d+$/.test(command)) return print(dialect.widthSet);
    if (command === 'show version') return print(dialect.showVersion(this.device.hostname));
    if (command === 'show') return print(dialect.incomplete);
    if (command === 'exit' || command === 'logout') return { type: 'leave' };
    return this.mode === 'user' ? this.runAsUser(command) : this.runPrivileged(command);
  }

  private runAsUser(command: string): Effect {
    if (command !== 'enable') return this.invalid(command, command);
    if (this.device.secret !== null) return this.askSecret(this.device.secret, 1);
    this.mode = 'privileged';
    return NOTHING;
  }

  private askSecret(secret: string, attempt: number): Effect {
    return {
      type: 'ask',
      question: 'Password: ',
      answer: (given) => {
        if (given === secret) {
          this.mode = 'privileged';
          return NOTHING;
        }
        return attempt < SECRET_ATTEMPTS
          ? this.askSecret(secret, attempt + 1)
          : print(this.device.dialect.badSecrets);
      },
    };
  }

  private runPrivileged(command: string): Effect {
    const { dialect, config, hostname } = this.device;
    if (command === 'enable') return NOTHING;
    if (command === 'disable') {
      this.mode = 'user';
      return NOTHING;
    }
    if (command === 'configure terminal' || command === 'conf t') {
      this.mode = 'config';
      return print(dialect.enteringConfig);
    }
    if (command === 'show running-config')
      return print(['!', `hostname ${hostname}`, ...config, 'end', ''].join('\n'));
    if (command === 'write memory') return print('Building configuration...\n[OK]');
    if (command === 'sh') return print(dialect.ambiguous(command));
    return this.invalid(command, command);
  }

  private configure(command: string, line: string): Effect {
    if (command === 'end') {
      this.mode = 'privileged';
      return NOTHING;
    }
    if (command === 'exit') {
      this.mode = this.mode === 'config' ? 'privileged' : 'config';
      return NOTHING;
    }
    if (command.startsWith('do ')) return this.inMode('privileged', () => this.execute(command.slice(3)));
    if (command.startsWith('banner ')) return this.banner(command);
    const submode = SUBMODES.find(([pattern]) => pattern.test(command))?.[1];
    if (command.startsWith('hostname ')) this.device.hostname = command.slice('hostname '.length);
    else if (submode === undefined && !CONFIG_WORDS.has(command.split(' ')[0] ?? ''))
      return this.invalid(command, command);
    else this.device.config.push(line);
    this.mode = submode ?? this.mode;
    return NOTHING;
  }

  private banner(command: string): Effect {
    const { bannerEnd } = this.device.dialect;
    const [, , start = ''] = command.split(' ', 3);
    const delimiter = start.charAt(0);
    this.device.config.push(command);
    if (bannerEnd === null && start.slice(1).includes(delimiter)) return NOTHING;
    const end = bannerEnd ?? delimiter;
    return {
      type: 'read',
      text:
        bannerEnd === null
          ? `Enter TEXT message.  End with the character '${delimiter}'.`
          : `Enter TEXT message. Type 'EOF' on its own line to end.`,
      take: (line) => {
        this.device.config.push(line);
        return bannerEnd === null ? line.includes(end) : line.trim() === end;
      },
    };
  }

  private inMode(mode: string, act: () => Effect): Effect {
    const before = this.mode;
    this.mode = mode;
    const effect = act();
    this.mode = before;
    return effect;
  }

  private invalid(word: string, command: string): Effect {
    return print(this.device.dialect.invalid(this.prompt.length + command.indexOf(word)));
  }
}

function print(text: string): Effect {
  return { type: 'print', text };
}
