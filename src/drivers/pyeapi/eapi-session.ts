import type http from 'node:http';
import { CommandRejectedError, DeviceError } from '../device-error.js';
import type { CommandOutput, DeviceSession, OutputListener, SessionFacts } from '../driver.js';
import { EapiCommandError, type EapiClient, type EapiResult, type RunOptions } from './eapi-client.js';
import { configCommands, textOf, type EapiCommand } from './eapi-command.js';
import { ConfigSession } from './config-session.js';
import type { PyeapiDriverArgs } from './pyeapi-driver-args.js';

/** What a session needs to know of the request that opened it. */
export interface EapiSessionOptions {
  /** Secret of `enable`; undefined where the switch asks for none. */
  readonly secret: string | undefined;
  readonly connectTimeoutMs: number;
  /** Used when a job does not say. */
  readonly timeoutMs: number;
}

const ALIVE_TIMEOUT_MS = 2_000;
const PROBE = 'show version';

/**
 * A switch that answers on eAPI. HTTP keeps no state: every request begins in the unprivileged mode, and what is kept is the
 * connection, with its TLS session.
 */
export class EapiSession implements DeviceSession<PyeapiDriverArgs> {
  facts: SessionFacts = { prompt: null, remoteVersion: null };
  private isOpen = true;

  private constructor(
    private readonly client: EapiClient,
    private readonly agent: Pick<http.Agent, 'destroy'>,
    private readonly options: EapiSessionOptions,
  ) {}

  /**
   * Asks for the version: that tells whether the switch can be reached, and takes the credentials and the secret.
   *
   * @throws DeviceError saying why there is no session; the agent is destroyed
   */
  static async open(
    client: EapiClient,
    agent: Pick<http.Agent, 'destroy'>,
    options: EapiSessionOptions,
    signal: AbortSignal,
  ): Promise<EapiSession> {
    const session = new EapiSession(client, agent, options);
    try {
      await session.greet(signal);
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  get isUsable(): boolean {
    return this.isOpen;
  }

  async isAlive(signal: AbortSignal): Promise<boolean> {
    try {
      await this.request([PROBE], { format: 'json', timeoutMs: ALIVE_TIMEOUT_MS, signal });
      return true;
    } catch {
      return false;
    }
  }

  async run(
    command: string,
    args: PyeapiDriverArgs,
    signal: AbortSignal,
    onOutput?: OutputListener,
  ): Promise<CommandOutput> {
    const lines = command.trimEnd().split(/\r?\n/);
    const opening = args.send_enable ? [this.enable()] : [];
    const options = { ...this.limits(args, signal), format: args.encoding };
    try {
      const results = await this.request([...opening, ...lines], {
        ...options,
        autoComplete: args.autocomplete,
        expandAliases: args.expand_aliases,
      });
      const output = outputOf(command, results.slice(opening.length), args.encoding, 0);
      onOutput?.(output.stdout);
      return output;
    } catch (error) {
      if (!(error instanceof EapiCommandError)) throw error;
      if (error.index < opening.length) throw enableFailed(error);
      const before = error.results.slice(opening.length);
      const output = outputOf(lines.slice(0, before.length + 1).join('\n'), before, args.encoding, 1);
      throw new CommandRejectedError(output, error.complaint);
    }
  }

  async configure(
    lines: readonly string[],
    args: PyeapiDriverArgs,
    signal: AbortSignal,
    onOutput?: OutputListener,
  ): Promise<CommandOutput> {
    const commands = configCommands(lines);
    const limits = this.limits(args, signal);
    const request = (cmds: readonly EapiCommand[], within = limits) =>
      this.request([this.enable(), ...cmds], { ...within, format: 'text' });
    try {
      const stdout = args.config_session
        ? await new ConfigSession(request).apply(commands, { isDryRun: args.dry_run, limits })
        : textOutput((await request(['configure', ...commands, 'end'])).slice(2, -1));
      if (args.save && !args.dry_run) await request(['write memory']);
      onOutput?.(stdout);
      return { command: lines.join('\n'), stdout, stderr: '', exitStatus: 0 };
    } catch (error) {
      if (!(error instanceof EapiCommandError)) throw error;
      if (error.index === 0) throw enableFailed(error);
      throw rejectedConfig(error, commands);
    }
  }

  async close(): Promise<void> {
    this.isOpen = false;
    this.agent.destroy();
  }

  /**
   * One request of eAPI, as the getters of `napalm` need it.
   *
   * @throws EapiCommandError when the switch refused a command
   * @throws DeviceError when the exchange failed; the session is of no more use
   */
  async request(commands: readonly EapiCommand[], options: RunOptions): Promise<EapiResult[]> {
    try {
      return await this.client.runCmds(commands, options);
    } catch (error) {
      if (!(error instanceof EapiCommandError)) await this.close();
      throw error;
    }
  }

  /** `enable`, with the secret if there is one. */
  enable(): EapiCommand {
    const { secret } = this.options;
    return secret === undefined || secret === '' ? 'enable' : { cmd: 'enable', input: secret };
  }

  private async greet(signal: AbortSignal): Promise<void> {
    const { connectTimeoutMs, timeoutMs, secret } = this.options;
    const opening = secret ? [this.enable()] : [];
    try {
      const results = await this.request([...opening, PROBE], {
        format: 'json',
        timeoutMs: connectTimeoutMs + timeoutMs,
        signal,
      });
      const { version } = results.at(-1) ?? {};
      this.facts = {
        prompt: null,
        remoteVersion: typeof version === 'string' ? `Arista EOS ${version}` : null,
      };
    } catch (error) {
      if (!(error instanceof EapiCommandError)) throw error;
      if (error.index < opening.length) throw enableFailed(error);
      throw new DeviceError('UnexpectedOutput', `The switch refused "${PROBE}": ${error.complaint}`);
    }
  }

  private limits({ read_timeout: seconds }: PyeapiDriverArgs, signal: AbortSignal) {
    return { timeoutMs: seconds === undefined ? this.options.timeoutMs : seconds * 1_000, signal };
  }
}

function enableFailed({ complaint }: EapiCommandError): DeviceError {
  return new DeviceError('EnableFailed', `The switch refused "enable": ${complaint}`);
}

function outputOf(
  command: string,
  results: readonly EapiResult[],
  encoding: 'json' | 'text',
  exitStatus: number,
): CommandOutput {
  if (encoding === 'text')
    return { command, stdout: textOutput(results), stderr: '', exitStatus, parsed: null };
  // One command, one object; the lines of a longer text, a list.
  const parsed = results.length === 1 ? (results[0] ?? {}) : results;
  const stdout = results.length === 0 ? '' : JSON.stringify(parsed, null, 2);
  return { command, stdout, stderr: '', exitStatus, parsed: results.length === 0 ? null : parsed };
}

function textOutput(results: readonly EapiResult[]): string {
  return results
    .map(({ output }) => (typeof output === 'string' ? output.replace(/\n$/, '') : ''))
    .filter((output) => output !== '')
    .join('\n');
}

/** `index` counts `enable` and the way into the configuration, which are not of the request. */
function rejectedConfig(error: EapiCommandError, commands: readonly EapiCommand[]): CommandRejectedError {
  const entered = commands.slice(0, Math.max(0, error.index - 1)).map(textOf);
  const isOwnLine = entered.at(-1) === error.command;
  const command = [...entered, ...(isOwnLine ? [] : [error.command])].join('\n');
  const stdout = textOutput(error.results);
  return new CommandRejectedError({ command, stdout, stderr: '', exitStatus: 1 }, error.complaint);
}
