import type { EapiSession } from '../pyeapi/eapi-session.js';
import { PyeapiDriverArgs } from '../pyeapi/pyeapi-driver-args.js';
import type { DeviceReader } from './device-reader.js';
import { eosReplacement } from './eos/eos-replace.js';
import { objectAt } from './json-tree.js';
import { isDryRun, type NapalmDevice } from './napalm-device.js';
import type { NapalmDriverArgs } from './napalm-driver-args.js';

/** EOS over eAPI. */
export class EapiDevice implements NapalmDevice {
  constructor(readonly session: EapiSession) {}

  reader(args: NapalmDriverArgs, signal: AbortSignal): DeviceReader {
    const ask = (command: string, encoding: 'json' | 'text') =>
      this.session.run(command, eapiArgs(args, { encoding }), signal);
    return {
      text: async (command) => (await ask(command, 'text')).stdout,
      json: async (command) => objectAt((await ask(command, 'json')).parsed),
    };
  }

  async merge(lines: readonly string[], args: NapalmDriverArgs, signal: AbortSignal): Promise<string> {
    const options = eapiArgs(args, { dry_run: isDryRun(args), save: args.save === true });
    const entered = args.replace ? eosReplacement(lines) : lines;
    return (await this.session.configure(entered, options, signal)).stdout;
  }
}

/** eAPI has no endless time-out. */
function eapiArgs(
  { read_timeout: seconds }: NapalmDriverArgs,
  more: Partial<PyeapiDriverArgs>,
): PyeapiDriverArgs {
  return Object.assign(new PyeapiDriverArgs(), more, seconds ? { read_timeout: seconds } : {});
}
