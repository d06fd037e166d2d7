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

/** Levels that a configuration may be deep. */
const MOST_STEPS = 10;

/** Leads a device from mode to mode: enable, configuration and back. */
export class ModeNavigator {
  /** Whether the terminal of the present shell is prepared. */
  isPrepared = false;
  private readonly transitions: readonly Transition[];

  /** @param hasSecret whether the request gives a `secret` */
  constructor(
    private readonly platform: Platform,
    private readonly conversation: Conversation,
    hasSecret: boolean,
  ) {
    const other = hasSecret ? 'no-secret' : 'secret';
    this.transitions = platform.transitions.filter(({ isFor }) => isFor !== other);
  }

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
      answers.push(...(await this.take(transition, limits)));
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
    for (const { send, mode, questions = [] } of this.platform.opening) {
      if (mode !== undefined && mode !== this.conversation.mode) continue;
      // One after the other: devices throw away what is typed while they change their terminal.
      await this.conversation.ask({ lines: [send], questions, ...limits });
    }
    this.conversation.learnName();
    this.isPrepared = true;
  }

  private async take(transition: Transition, limits: Limits): Promise<Answer[]> {
    const { to, before, startsShell = false } = transition;
    const answers: Answer[] = [];
    if (startsShell) this.conversation.forgetName();
    if (before !== undefined) {
      answers.push(await this.conversation.ask({ lines: [before], questions: [], ...limits }));
    }
    const most = transition.isStepwise ? MOST_STEPS : 1;
    for (let step = 0; step < most && this.conversation.mode !== to; step += 1) {
      answers.push(await this.cross(transition, limits));
    }
    if (this.conversation.mode !== to) throw refusal(this.platform, transition, answers.at(-1)?.output ?? []);
    if (startsShell) await this.prepare(limits);
    return answers;
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
      for (const transition of this.transitions) {
        if (transition.from !== mode || seen.has(transition.to)) continue;
        seen.add(transition.to);
        ways.push({ mode: transition.to, way: [...way, transition] });
      }
    }
    return null;
  }
}

/** Only secrets can be missing: every other reply is in the platform's data. */
function enableFault({ wasAnswered }: UnansweredError): DeviceError {
  return new DeviceError(
    'EnableFailed',
    wasAnswered
      ? 'Enable failed: The device refused the secret'
      : 'Enable failed: The device asks for a secret, and the request has none',
  );
}

function refusal(platform: Platform, { send, to }: Transition, shown: readonly string[]): DeviceError {
  const said = findComplaint(platform, shown) ?? shown.join(' ').trim();
  if (to === platform.privilegedMode) {
    return new DeviceError('EnableFailed', `Enable failed: The device answered "${said}"`);
  }
  return new CommandRejectedError(
    { command: send, stdout: shown.join('\n'), stderr: '', exitStatus: 1 },
    said,
  );
}
