import { randomBytes } from 'node:crypto';
import { DeviceError } from '../device-error.js';
import { EapiCommandError, type EapiResult } from './eapi-client.js';
import type { EapiCommand } from './eapi-command.js';

/** How long a request may take, and who ends it early. */
export interface Limits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Sends commands in the privileged mode, in text format; the first result is that of `enable`. */
export type Request = (commands: readonly EapiCommand[], limits?: Limits) => Promise<readonly EapiResult[]>;

/** The switch keeps few open sessions: a failed one is thrown away even when the job's own time is over. */
const ABORT_TIMEOUT_MS = 5_000;

/** A config session of EOS: lines are collected, compared, and then become the running configuration all at once or not at all. */
export class ConfigSession {
  private readonly name = `netpulse-${randomBytes(6).toString('hex')}`;

  constructor(private readonly request: Request) {}

  /**
   * Enters the lines and commits them, or throws them away after a look at what they would change.
   *
   * @returns the diff, empty when nothing changes
   * @throws EapiCommandError when the switch refused a line or the commit; nothing was changed
   * @throws DeviceError when the exchange failed; the message says what is known of the configuration
   */
  async apply(
    commands: readonly EapiCommand[],
    { isDryRun, limits }: { isDryRun: boolean; limits: Limits },
  ): Promise<string> {
    const enter = `configure session ${this.name}`;
    const diff = await this.orAbort(async () => {
      const results = await this.request([enter, ...commands, 'show session-config diffs'], limits);
      const output = results.at(-1)?.output;
      return typeof output === 'string' ? output.replace(/\n$/, '') : '';
    });
    if (isDryRun) await this.abort(limits);
    else await this.orAbort(() => this.commit(enter, limits));
    return diff;
  }

  private async commit(enter: string, limits: Limits): Promise<void> {
    try {
      await this.request([enter, 'commit'], limits);
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      const message = `${error.message}; it is not known whether the configuration was committed`;
      throw new DeviceError(error.type, message, { cause: error });
    }
  }

  private async orAbort<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      const isGone = await this.tryAbort();
      if (!(error instanceof EapiCommandError)) throw error;
      const after = isGone
        ? 'nothing was changed'
        : `nothing was changed, but session ${this.name} is still open`;
      const complaint = `${error.complaint} (${after})`;
      throw new EapiCommandError(error.code, error.command, error.index, complaint, error.results);
    }
  }

  private async tryAbort(): Promise<boolean> {
    try {
      await this.abort({ timeoutMs: ABORT_TIMEOUT_MS, signal: new AbortController().signal });
      return true;
    } catch {
      // The first error is the one to tell.
      return false;
    }
  }

  private async abort(limits: Limits): Promise<void> {
    await this.request([`configure session ${this.name}`, 'abort'], limits);
  }
}
