import { CommandRejectedError, DeviceError } from '../device-error.js';
import { findComplaint } from './complaints.js';
import type { Conversation } from './conversation.js';
import { UnansweredError, type Answer } from './exchange.js';
import type { Platform, Transition } from './platforms/platform.js';

/** Time-out and abort of whatever is done on a session. */
export interface Limits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Leads a device from mode to mode: enable, configuration and back. */
export class ModeNavigator {
  constructor(
    private readonly platform: Platform,
    private readonly conversation: Conversation,
  ) {}

  /** Whether the platform's transitions lead from the present mode to this one. */
  canReach(mode: string): boolean {
    return this.path(mode) !== null;
  }

  /**
   * Goes there on the shortest way; returns what the device answered at each step.
   *
   * @throws CommandRejectedError when the device refuses a step
   * @throws DeviceError of type EnableFailed, or what {@link Conversation.ask} throws
   */
  async goTo(mode: string, limits: Limits): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (const transition of this.path(mode) ?? []) {
      answers.push(await this.take(transition, limits));
    }
    if (this.conversation.mode !== mode) {
      throw new DeviceError(
        'UnexpectedOutput',
        `Unexpected prompt: The device is in mode ${this.conversation.mode ?? 'unknown'} instead of ${mode}`,
      );
    }
    return answers;
  }

  /** Prepares a shell: paging off, widest lines. */
  async prepare(limits: Limits): Promise<void> {
    this.conversation.forgetName();
    for (const { send, questions = [] } of this.platform.opening) {
      // One after the other: devices throw away what is typed while they change their terminal.
      await this.conversation.ask({ lines: [send], questions, ...limits });
    }
    this.conversation.learnName();
  }

  private async take(transition: Transition, limits: Limits): Promise<Answer> {
    const { send, to, questions = [], startsShell = false } = transition;
    if (startsShell) this.conversation.forgetName();
    const answer = await this.cross(transition, limits);
    if (this.conversation.mode !== to) throw refusal(this.platform, send, questions.length > 0, answer);
    if (startsShell) await this.prepare(limits);
    return answer;
  }

  private async cross({ send, questions = [] }: Transition, limits: Limits): Promise<Answer> {
    try {
      return await this.conversation.ask({ lines: [send], questions, ...limits });
    } catch (error) {
      throw error instanceof UnansweredError ? enableFault(error) : error;
    }
  }

  /** The shortest way by the platform's transitions; null when none leads there. */
  private path(target: string): readonly Transition[] | null {
    const start = this.conversation.mode;
    const ways: { mode: string | null; way: readonly Transition[] }[] = [{ mode: start, way: [] }];
    const seen = new Set([start]);
    for (const { mode, way } of ways) {
      if (mode === target) return way;
      for (const transition of this.platform.transitions) {
        if (transition.from !== mode || seen.has(transition.to)) continue;
        seen.add(transition.to);
        ways.push({ mode: transition.to, way: [...way, transition] });
      }
    }
    return null;
  }
}

function enableFault({ wasAnswered }: UnansweredError): DeviceError {
  return new DeviceError(
    'EnableFailed',
    wasAnswered
      ? 'Enable failed: The device refused the secret'
      : 'Enable failed: The device asks for a secret, and the request has none',
  );
}

function refusal(platform: Platform, command: string, isPrivilege: boolean, answer: Answer): DeviceError {
  const said = findComplaint(platform, answer.output) ?? answer.output.join(' ').trim();
  if (isPrivilege) return new DeviceError('EnableFailed', `Enable failed: The device answered "${said}"`);
  const output = { command, stdout: answer.output.join('\n'), stderr: '', exitStatus: 1 };
  return new CommandRejectedError(output, said);
}
