import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { RETRYABLE_ERRORS } from '../../src/jobs/job-retry.js';
import type { FrontDoor } from './front-door.js';
import type { History, Submission, Wish } from './history.js';
import { LONG_COMMAND, type LabDevice } from './lab.js';
import { connectionTo, FreshCommands, webhookTo } from './lab-requests.js';
import type { Moments } from './moments.js';
import { sendUntilAccepted } from './persistence.js';
import type { SeededRandom } from './seeded-random.js';

const SHORT_TTL_SECONDS = 4;
const MOST_RUNS = 4;

/** What is asked for by hand, instead of being drawn. */
export interface Order {
  readonly isLong: boolean;
}

/** Submits the jobs of one device, one after the other, so that there is an order that has to be kept. */
export class DeviceClient {
  private readonly commands: FreshCommands;

  constructor(
    private readonly lab: LabDevice,
    private readonly webhookUrl: string,
    private readonly door: FrontDoor,
    private readonly history: History,
    private readonly moments: Moments,
    private readonly random: SeededRandom,
  ) {
    this.commands = new FreshCommands(lab);
  }

  /** Goes on until told to stop. */
  async keepSubmitting(gapMs: number, stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      await sleep(this.random.between(0, 2 * gapMs), undefined, { signal: stop }).catch(() => undefined);
      if (!stop.aborted) await this.submitDrawn(stop);
    }
  }

  /** Submits one job that has to run. @returns it once it is accepted */
  async submit({ isLong }: Order, stop: AbortSignal): Promise<Submission> {
    const submission = this.submission([this.commands.next(isLong ? LONG_COMMAND : undefined)], 'run', 1);
    await this.send(submission, { driver_args: { read_timeout: 120 } }, randomUUID(), stop);
    return submission;
  }

  private async submitDrawn(stop: AbortSignal): Promise<void> {
    const { random } = this;
    const commands = random.chance(0.2)
      ? [this.commands.next(), this.commands.next()]
      : [this.commands.next()];
    const wish = random.chance(0.05) ? 'cancel' : random.chance(0.05) ? 'expire' : 'run';
    const isRetried = wish === 'run' && random.chance(0.2);
    const submission = this.submission(commands, wish, isRetried ? MOST_RUNS : 1);
    const extras = {
      ...(wish === 'expire' ? { ttl: SHORT_TTL_SECONDS } : {}),
      ...(isRetried ? { retry: { max: MOST_RUNS - 1, on: RETRYABLE_ERRORS } } : {}),
    };
    // With a key a client may ask again until it has an answer; without one it must not.
    await this.send(submission, extras, random.chance(0.5) ? randomUUID() : null, stop);
    if (wish === 'cancel' && submission.accepted) await this.door.cancel(submission.accepted.id);
  }

  private submission(commands: readonly string[], wish: Wish, mostRuns: number): Submission {
    const submission: Submission = { commands, device: this.lab.name, wish, mostRuns, accepted: null };
    this.history.submissions.push(submission);
    return submission;
  }

  private async send(
    submission: Submission,
    extras: object,
    key: string | null,
    stop: AbortSignal,
  ): Promise<void> {
    const request = {
      driver: 'netmiko',
      connection_args: connectionTo(this.lab),
      command: submission.commands,
      device_name: this.lab.name,
      webhook: webhookTo(this.webhookUrl, this.random),
      ...extras,
    };
    const ask = (): ReturnType<FrontDoor['submit']> => this.door.submit(request, key);
    const job = await sendUntilAccepted(ask, key !== null, this.moments, stop);
    if (job) submission.accepted = { id: job.id, at: this.history.now };
  }
}
