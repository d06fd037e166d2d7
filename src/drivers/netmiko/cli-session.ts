import { CommandRejectedError, DeviceError } from '../device-error.js';
import type { CommandOutput, DeviceSession } from '../driver.js';
import { findComplaint } from './complaints.js';
import type { Conversation } from './conversation.js';
import type { Answer } from './exchange.js';
import { ModeNavigator, type Limits } from './mode-navigator.js';
import type { NetmikoDriverArgs } from './netmiko-driver-args.js';
import type { Platform } from './platforms/platform.js';
import { groupLines } from './text-blocks.js';

/** What a session needs to know of the request that opened it. */
export interface CliSessionOptions {
  readonly platform: Platform;
  /** Whether to go to the privileged mode after login. */
  readonly isPrivilegeWanted: boolean;
  readonly connectTimeoutMs: number;
  /** Used when a job does not say; 0 waits forever. */
  readonly readTimeoutMs: number;
}

/** A device that is well shows its prompt again within this time. */
const ALIVE_TIMEOUT_MS = 2_000;
const CLOSING_TIMEOUT_MS = 2_000;

/** A logged-in command line of a device. Commands run in the mode in which the session was opened: its home. */
export class CliSession implements DeviceSession<NetmikoDriverArgs> {
  private readonly navigator: ModeNavigator;
  private home: string | null = null;

  private constructor(
    private readonly conversation: Conversation,
    private readonly hangUp: () => Promise<void>,
    private readonly options: CliSessionOptions,
  ) {
    this.navigator = new ModeNavigator(options.platform, conversation);
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

  /** Also false when a command left the device in another mode (`configure terminal`): the next job would not expect it. */
  get isUsable(): boolean {
    return this.conversation.isOpen && this.conversation.mode === this.home;
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

  async run(command: string, args: NetmikoDriverArgs, signal: AbortSignal): Promise<CommandOutput> {
    const limits = this.limits(args, signal);
    const output: string[] = [];
    let exitStatus = 0;
    for (const line of command.trimEnd().split(/\r?\n/)) {
      const answer = await this.conversation.ask({ lines: [line], questions: [], ...limits });
      output.push(...answer.output);
      exitStatus = answer.prompt.exitStatus ?? 0;
      const complaint = findComplaint(this.options.platform, answer.output);
      if (complaint !== null) {
        throw new CommandRejectedError(outputOf(command, output, 1), complaint);
      }
    }
    return outputOf(command, output, exitStatus);
  }

  async configure(
    lines: readonly string[],
    args: NetmikoDriverArgs,
    signal: AbortSignal,
  ): Promise<CommandOutput> {
    const limits = this.limits(args, signal);
    const transcript = new Transcript();
    const entered: string[] = [];
    let complaint: string | null = null;
    try {
      transcript.add(...(await this.navigator.goTo(this.options.platform.configMode, limits)));
      for (const group of groupLines(this.options.platform, lines)) {
        const answer = await this.conversation.ask({ lines: group, questions: [], ...limits });
        transcript.add(answer);
        entered.push(...group);
        complaint = findComplaint(this.options.platform, answer.output);
        if (complaint !== null) break;
      }
    } finally {
      if (this.conversation.isOpen) transcript.add(...(await this.goHome(limits)));
    }
    const output = outputOf(
      entered.join('\n'),
      transcript.lines,
      complaint === null ? transcript.exitStatus : 1,
    );
    if (complaint !== null) throw new CommandRejectedError(output, complaint);
    return output;
  }

  async close(): Promise<void> {
    if (this.conversation.isOpen) await this.sayGoodbye();
    await this.hangUp();
    this.conversation.end();
  }

  private async prepare(limits: Limits): Promise<void> {
    await this.awaitLogin(limits);
    await this.gainPrivilege(limits);
    await this.navigator.prepare(limits);
    // A line of the greeting may have looked like a privileged prompt.
    await this.gainPrivilege(limits);
    this.home = this.conversation.mode;
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

  /** Where no transition leads home the session is of no more use, and ends. */
  private async goHome(limits: Limits): Promise<Answer[]> {
    try {
      return await this.navigator.goTo(this.home ?? '', limits);
    } catch (error) {
      this.conversation.end();
      throw error;
    }
  }

  private async sayGoodbye(): Promise<void> {
    const limits = { timeoutMs: CLOSING_TIMEOUT_MS, signal: AbortSignal.timeout(CLOSING_TIMEOUT_MS) };
    try {
      for (const { send, questions = [] } of this.options.platform.closing) {
        await this.conversation.ask({ lines: [send], questions, ...limits });
      }
    } catch {
      // The session ends in any case; a device that is gone has nothing to undo.
    }
  }

  private limits({ read_timeout: seconds }: NetmikoDriverArgs, signal: AbortSignal): Limits {
    return { timeoutMs: seconds === undefined ? this.options.readTimeoutMs : seconds * 1_000, signal };
  }
}

/** What the terminal showed over several exchanges, from the first thing typed to the last prompt. */
class Transcript {
  readonly lines: string[] = [];
  exitStatus = 0;

  add(...answers: readonly Answer[]): void {
    for (const { before, shown, prompt } of answers) {
      const [first = '', ...rest] = shown;
      const isFirst = this.lines.length === 0;
      // The prompt that ended the exchange before stands on the line that this one was typed on.
      if (!isFirst) this.lines.pop();
      this.lines.push(isFirst && first.startsWith(before) ? first.slice(before.length) : first, ...rest);
      this.exitStatus = prompt.exitStatus ?? 0;
    }
  }
}

function outputOf(command: string, lines: readonly string[], exitStatus: number): CommandOutput {
  return { command, stdout: lines.join('\n'), stderr: '', exitStatus };
}
