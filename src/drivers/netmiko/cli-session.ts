import { CommandRejectedError, DeviceError } from '../device-error.js';
import type { CommandOutput, DeviceSession, OutputListener, SessionFacts } from '../driver.js';
import { commandOptions } from './command-options.js';
import { findBadStatus, findComplaint } from './complaints.js';
import { Configuration } from './configuration.js';
import type { Conversation } from './conversation.js';
import { continued } from './live-lines.js';
import { ModeNavigator, type Limits } from './mode-navigator.js';
import type { NetmikoDriverArgs } from './netmiko-driver-args.js';
import type { Platform } from './platforms/platform.js';
import { SecretsMask } from '../secrets-mask.js';

/** What a session needs to know of the request that opened it. */
export interface CliSessionOptions {
  readonly platform: Platform;
  /** Whether to go to the privileged mode after login, since the request gives a secret. */
  readonly isPrivilegeWanted: boolean;
  readonly connectTimeoutMs: number;
  /** Used when a job does not say; 0 waits forever. */
  readonly readTimeoutMs: number;
  /** How the device's end names itself, where it does. */
  readonly remoteVersion?: string | null;
  /** Whether the platform was found out, not named by the request. */
  readonly isDetected?: boolean;
  /** Whether a prompt only counts behind the echo; left to each job when undefined. */
  readonly isEchoAwaited?: boolean | undefined;
}

/** A device that is well shows its prompt again within this time. */
const ALIVE_TIMEOUT_MS = 2_000;
/** Committing and saving take minutes on large devices; a `read_timeout` of the job's own wins. */
const COMMIT_TIMEOUT_MS = 300_000;

/** A logged-in command line of a device. Commands run in the mode in which the session was opened: its home. */
export class CliSession implements DeviceSession<NetmikoDriverArgs> {
  private readonly navigator: ModeNavigator;
  private home: string | null = null;
  /** The device's name in the prompt of that mode. */
  private homeName = '';
  /** Whether a job asked not to leave configuration mode. */
  private isSpent = false;

  private constructor(
    private readonly conversation: Conversation,
    private readonly hangUp: () => Promise<void>,
    private readonly options: CliSessionOptions,
  ) {
    this.navigator = new ModeNavigator(options.platform, conversation, options.isPrivilegeWanted);
  }

  /**
   * Waits for the first prompt, goes to the privileged mode if wanted, and prepares the terminal.
   *
   * @param hangUp ends the connection under the conversation
   * @throws DeviceError saying why the session is not ready
   */
  static async open(
    conversation: Conversation,
    hangUp: () => Promise<void>,
    options: CliSessionOptions,
    signal: AbortSignal,
  ): Promise<CliSession> {
    const session = new CliSession(conversation, hangUp, options);
    await session.prepare({ timeoutMs: options.connectTimeoutMs, signal });
    return session;
  }

  /**
   * Also false when a command left the device in another mode (`configure terminal`), ended without a prompt, or changed
   * the name in it: then it may be another device's (`telnet R2`), where the next job must not run.
   */
  get isUsable(): boolean {
    return !this.isSpent && this.conversation.isOpen && this.isHome;
  }

  get facts(): SessionFacts {
    const { platform, isDetected = false, remoteVersion = null } = this.options;
    const prompt = this.conversation.shownPrompt;
    return { prompt, remoteVersion, ...(isDetected ? { deviceType: platform.name } : {}) };
  }

  async isAlive(signal: AbortSignal): Promise<boolean> {
    try {
      await this.conversation.ask({ lines: [''], questions: [], timeoutMs: ALIVE_TIMEOUT_MS, signal });
      return this.isUsable;
    } catch {
      this.conversation.end();
      return false;
    }
  }

  async run(
    command: string,
    args: NetmikoDriverArgs,
    signal: AbortSignal,
    listener?: OutputListener,
  ): Promise<CommandOutput> {
    const isEchoAwaited = this.options.isEchoAwaited ?? args.cmd_verify;
    const options = { questions: [], ...commandOptions(args), isEchoAwaited, ...this.limits(args, signal) };
    const output: string[] = [];
    let exitStatus = 0;
    for (const line of command.trimEnd().split(/\r?\n/)) {
      const onOutput = listener && output.length > 0 ? continued(listener) : listener;
      options.answers?.startAgain();
      const answer = await this.conversation.ask({ lines: [line], onOutput, ...options });
      if (args.strip_command === false) output.push(line);
      for (const text of answer.output) output.push(text);
      if (args.strip_prompt === false && answer.prompt) output.push(answer.prompt.text);
      exitStatus = answer.prompt?.exitStatus ?? 0;
      const { platform } = this.options;
      const complaint =
        findComplaint(platform, answer.output) ??
        findBadStatus(answer, (status) => platform.refusalStatuses?.includes(status) === true);
      if (complaint !== null) {
        const mask = new SecretsMask(options.answers?.secrets ?? []);
        throw new CommandRejectedError(outputOf(command, output, exitStatus || 1), mask.apply(complaint));
      }
    }
    return outputOf(command, output, exitStatus);
  }

  async configure(
    lines: readonly string[],
    args: NetmikoDriverArgs,
    signal: AbortSignal,
    listener?: OutputListener,
  ): Promise<CommandOutput> {
    this.isSpent ||= args.exit_config_mode === false;
    const { conversation, navigator } = this;
    const target = { platform: this.options.platform, conversation, navigator, home: this.home ?? '' };
    const limits = { lines: this.limits(args, signal), commit: this.commitLimits(args, signal) };
    return await new Configuration(target, args, limits, listener).apply(lines);
  }

  async close(): Promise<void> {
    await this.hangUp();
    this.conversation.end();
  }

  /** A name that IOS shortens in other modes is whole in this one, as it was before. */
  private get isHome(): boolean {
    return this.conversation.mode === this.home && this.conversation.promptName === this.homeName;
  }

  private async prepare(limits: Limits): Promise<void> {
    if (this.conversation.mode === null) await this.awaitLogin(limits);
    await this.gainPrivilege(limits);
    await this.leaveShell(limits);
    if (!this.navigator.isPrepared) await this.navigator.prepare(limits);
    // A line of the greeting may have looked like a privileged prompt.
    await this.gainPrivilege(limits);
    this.home = this.conversation.mode;
    this.homeName = this.conversation.promptName;
  }

  private async leaveShell(limits: Limits): Promise<void> {
    const { modes, transitions } = this.options.platform;
    const shell = modes.find(({ name, isLeftAtLogin }) => isLeftAtLogin && name === this.conversation.mode);
    const way = shell && transitions.find(({ from }) => from === shell.name);
    if (way) await this.navigator.goTo(way.to, limits);
  }

  private async gainPrivilege(limits: Limits): Promise<void> {
    const { platform, isPrivilegeWanted } = this.options;
    const { privilegedMode } = platform;
    if (isPrivilegeWanted && privilegedMode !== null && this.navigator.canReach(privilegedMode)) {
      await this.navigator.goTo(privilegedMode, limits);
    }
  }

  private async awaitLogin(limits: Limits): Promise<void> {
    try {
      await this.conversation.ask({ lines: [], questions: this.options.platform.loginQuestions, ...limits });
    } catch (error) {
      if (!(error instanceof DeviceError) || error.type !== 'CommandTimeout') throw error;
      const { message } = error;
      throw new DeviceError('UnexpectedOutput', message.replace('Command timeout', 'Login not understood'), {
        cause: error,
      });
    }
  }

  private limits({ read_timeout: seconds }: NetmikoDriverArgs, signal: AbortSignal): Limits {
    return { timeoutMs: seconds === undefined ? this.options.readTimeoutMs : seconds * 1_000, signal };
  }

  private commitLimits(args: NetmikoDriverArgs, signal: AbortSignal): Limits {
    const { timeoutMs } = this.limits(args, signal);
    const isGiven = args.read_timeout !== undefined || timeoutMs === 0;
    return { timeoutMs: isGiven ? timeoutMs : Math.max(timeoutMs, COMMIT_TIMEOUT_MS), signal };
  }
}

function outputOf(command: string, lines: readonly string[], exitStatus: number): CommandOutput {
  return { command, stdout: lines.join('\n'), stderr: '', exitStatus };
}
