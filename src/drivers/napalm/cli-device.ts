import { DeviceError } from '../device-error.js';
import { JsonTooLargeError, parseDeviceJson } from '../json-text.js';
import type { CliSession } from '../netmiko/cli-session.js';
import { NetmikoDriverArgs } from '../netmiko/netmiko-driver-args.js';
import type { DeviceReader } from './device-reader.js';
import { eosReplacement } from './eos/eos-replace.js';
import { withoutHead } from './ios/ios-getters.js';
import { iosDiff, iosForecast } from './ios/ios-diff.js';
import type { JsonObject } from './json-tree.js';
import { JUNOS_REPLACE_ARGS, junosReplacement } from './junos/junos-replace.js';
import type { NapalmPlatform } from './napalm-connection-args.js';
import { isDryRun, type NapalmDevice } from './napalm-device.js';
import type { NapalmDriverArgs } from './napalm-driver-args.js';
import { withoutNxosHead } from './nxos/nxos-getters.js';

/** What makes a command answer with JSON, and shows the candidate's diff. */
const PIPES: Readonly<Record<NapalmPlatform, string>> = {
  ios: '',
  nxos: '',
  eos: ' | json',
  junos: ' | display json',
};
const DIFFS = { eos: 'show session-config diffs', junos: 'show | compare' } as const;

/** Junos shows its place above every prompt: `{master:0}[edit]`. */
const PLACE = /^\s*(?:\{[\w:.,-]{1,80}\})?(?:\[edit[^\]]*\])?\s*$/;

/** What is entered in the place of the lines, what asks the device whether it would take them, and how it is talked to. */
interface Replacement {
  readonly entered: readonly string[];
  readonly checks?: readonly string[];
  readonly more?: Partial<NetmikoDriverArgs>;
}

/** A platform on its command line, over the engine of the netmiko driver. */
export class CliDevice implements NapalmDevice {
  constructor(
    readonly session: CliSession,
    private readonly platform: NapalmPlatform,
  ) {}

  reader(args: NapalmDriverArgs, signal: AbortSignal): DeviceReader {
    const text = async (command: string): Promise<string> =>
      (await this.session.run(command, cliArgs(args), signal)).stdout;
    return { text, json: async (command) => parsed(await text(command + PIPES[this.platform]), command) };
  }

  merge(lines: readonly string[], args: NapalmDriverArgs, signal: AbortSignal): Promise<string> {
    return this.platform === 'ios' || this.platform === 'nxos'
      ? this.mergeRunning(lines, args, signal)
      : this.mergeCandidate(lines, DIFFS[this.platform], args, signal);
  }

  /** Lines take effect one by one: the diff is of the running configuration before and after. */
  private async mergeRunning(
    lines: readonly string[],
    args: NapalmDriverArgs,
    signal: AbortSignal,
  ): Promise<string> {
    const withoutTop = this.platform === 'ios' ? withoutHead : withoutNxosHead;
    const running = async () => withoutTop(await this.reader(args, signal).text('show running-config'));
    const before = await running();
    if (isDryRun(args)) return iosForecast(before, lines);
    await this.session.configure(lines, cliArgs(args), signal);
    return iosDiff(before, await running());
  }

  /** The diff is asked for as the last line before the commit, in the same mode. */
  private async mergeCandidate(
    lines: readonly string[],
    showDiff: string,
    args: NapalmDriverArgs,
    signal: AbortSignal,
  ): Promise<string> {
    const { entered, checks = [], more = {} } = args.replace ? this.replacement(lines) : { entered: lines };
    const options = {
      ...cliArgs(args),
      ...more,
      commit: !isDryRun(args),
      save: args.save === true && !isDryRun(args),
    };
    const { stdout } = await this.session.configure([...entered, showDiff, ...checks], options, signal);
    return answerTo(showDiff, stdout);
  }

  private replacement(lines: readonly string[]): Replacement {
    return this.platform === 'junos'
      ? { entered: junosReplacement(lines), checks: ['commit check'], more: JUNOS_REPLACE_ARGS }
      : { entered: eosReplacement(lines) };
  }
}

function cliArgs({ read_timeout, commit_comment, save }: NapalmDriverArgs): NetmikoDriverArgs {
  return Object.assign(new NetmikoDriverArgs(), { read_timeout, commit_comment, save });
}

function parsed(text: string, command: string): JsonObject {
  try {
    const value = parseDeviceJson(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  } catch (error) {
    if (error instanceof JsonTooLargeError)
      throw new DeviceError('UnexpectedOutput', `The answer to "${command}" is too large: ${error.message}`);
    // Else told below.
  }
  throw new DeviceError('UnexpectedOutput', `The device did not answer "${command}" with JSON`);
}

/** What the transcript of a configuration shows between a command and the next prompt. */
function answerTo(command: string, transcript: string): string {
  const lines = transcript.split('\n');
  const start = lines.findLastIndex((line) => line.trimEnd().endsWith(command));
  const prompt = (lines[start] ?? '').trimEnd().slice(0, -command.length).trim();
  const after = lines.slice(start + 1);
  const end = prompt === '' ? -1 : after.findIndex((line) => line.startsWith(prompt));
  const answer = end < 0 ? after : after.slice(0, end);
  while (PLACE.test(answer.at(-1) ?? 'end')) answer.pop();
  return answer.join('\n');
}
