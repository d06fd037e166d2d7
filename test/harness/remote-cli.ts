import { plainToInstance } from 'class-transformer';
import { DEFAULT_EGRESS } from '../../src/drivers/device-egress.js';
import type { CliSession } from '../../src/drivers/netmiko/cli-session.js';
import { NetmikoConnectionArgs } from '../../src/drivers/netmiko/netmiko-connection-args.js';
import { readDeviceType } from '../../src/drivers/netmiko/platforms/platform-registry.js';
import { SshTerminal } from '../../src/drivers/netmiko/ssh-terminal.js';
import { TelnetTerminal } from '../../src/drivers/netmiko/telnet-terminal.js';
import { SecretsMask } from '../../src/drivers/secrets-mask.js';
import { sshTargetOf } from '../../src/drivers/ssh/ssh-target.js';
import { whole, type Cutting } from '../lab/platforms/lab-terminal.js';
import { RecutTerminal } from './recut-terminal.js';
import { openScripted } from './scripted-terminal.js';
import { uncheckedHostKeys } from './unchecked-host-keys.js';

const never = new AbortController().signal;

/** The driver's session over its own SSH or telnet, with the stream recut between the two. */
export class RemoteCli {
  private constructor(
    readonly session: CliSession,
    private readonly terminal: RecutTerminal,
    private readonly connection: SshTerminal | TelnetTerminal,
  ) {}

  /** @param args the netmiko driver's `connection_args` */
  static async open(args: object, cutting: Cutting = whole): Promise<RemoteCli> {
    const given = plainToInstance(NetmikoConnectionArgs, args);
    const { platform, transport } = readDeviceType(given.device_type) ?? {};
    if (!platform) throw new Error(`no platform ${given.device_type}`);
    const context = {
      settings: { legacyAlgorithms: true },
      egress: DEFAULT_EGRESS,
      loginFrom: 'request',
    } as const;
    const target = sshTargetOf(given, context);
    const place = { ...target, way: target, password: given.password };
    const mask = new SecretsMask([given.password]);
    const connection =
      transport === 'telnet'
        ? await TelnetTerminal.open(place, platform, uncheckedHostKeys(), mask, never)
        : await SshTerminal.open(target, platform.columns, uncheckedHostKeys(), never);
    const terminal = new RecutTerminal(connection, cutting);
    try {
      const session = await openScripted(terminal, platform.name, given.secret ?? null);
      return new RemoteCli(session, terminal, connection);
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  get cutting(): Cutting {
    return this.terminal.cutting;
  }

  set cutting(cutting: Cutting) {
    this.terminal.cutting = cutting;
  }

  /** Put into the middle of what comes next. */
  log(line: string): void {
    this.terminal.logLine = line;
  }

  hasSent(text: RegExp): boolean {
    return text.test(this.terminal.received);
  }

  /** @param act done when the next data has come */
  whenDataComes(act: () => void): void {
    this.terminal.onNextData = act;
  }

  async close(): Promise<void> {
    await this.session.close();
    await this.connection.close();
  }
}
