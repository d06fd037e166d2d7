import type { DeviceSession } from '../driver.js';
import type { DeviceReader } from './device-reader.js';
import type { NapalmDriverArgs } from './napalm-driver-args.js';

/** A platform behind a transport: what the getters ask, and how configuration is merged. */
export interface NapalmDevice {
  /** The session that it works on; the owner of this device closes it. */
  readonly session: Pick<DeviceSession, 'isUsable' | 'isAlive' | 'close' | 'facts'>;
  reader(args: NapalmDriverArgs, signal: AbortSignal): DeviceReader;
  /**
   * Merges the lines into the configuration, or makes them the whole of it where `replace` says so; on a dry run finds out
   * what that would change.
   *
   * @returns the diff; empty when nothing changes
   * @throws CommandRejectedError, DeviceError
   */
  merge(lines: readonly string[], args: NapalmDriverArgs, signal: AbortSignal): Promise<string>;
}

/** `commit: false` is the other way to ask for a dry run: no candidate outlives its job. */
export function isDryRun({ dry_run: isDry, commit }: NapalmDriverArgs): boolean {
  return isDry || commit === false;
}
