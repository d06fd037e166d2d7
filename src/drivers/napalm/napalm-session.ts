import { DeviceError } from '../device-error.js';
import type { CommandOutput, DeviceSession, OutputListener, SessionFacts } from '../driver.js';
import type { Getter } from './device-reader.js';
import { isGetterName, type GetterName } from './getters.js';
import { isDryRun, type NapalmDevice } from './napalm-device.js';
import type { NapalmDriverArgs } from './napalm-driver-args.js';

/** Getters instead of commands, and merged configuration with its diff. */
export class NapalmSession implements DeviceSession<NapalmDriverArgs> {
  constructor(
    private readonly device: NapalmDevice,
    private readonly getters: Readonly<Record<GetterName, Getter>>,
  ) {}

  get isUsable(): boolean {
    return this.device.session.isUsable;
  }

  get facts(): SessionFacts {
    return this.device.session.facts ?? { prompt: null, remoteVersion: null };
  }

  isAlive(signal: AbortSignal): Promise<boolean> {
    return this.device.session.isAlive(signal);
  }

  async run(
    command: string,
    args: NapalmDriverArgs,
    signal: AbortSignal,
    onOutput?: OutputListener,
  ): Promise<CommandOutput> {
    const name = command.trim();
    if (!isGetterName(name))
      throw new DeviceError('UnexpectedOutput', 'This is no getter of the napalm driver');
    const parsed = await this.getters[name](this.device.reader(args, signal));
    const stdout = JSON.stringify(parsed, null, 2);
    onOutput?.(stdout);
    return { command, stdout, stderr: '', exitStatus: 0, parsed };
  }

  async configure(
    lines: readonly string[],
    args: NapalmDriverArgs,
    signal: AbortSignal,
    onOutput?: OutputListener,
  ): Promise<CommandOutput> {
    const diff = await this.device.merge(lines, args, signal);
    onOutput?.(diff);
    const parsed = { diff, committed: !isDryRun(args) };
    return { command: lines.join('\n'), stdout: diff, stderr: '', exitStatus: 0, parsed };
  }

  close(): Promise<void> {
    return this.device.session.close();
  }
}
