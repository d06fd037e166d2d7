import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { RETRYABLE_ERRORS } from '../../src/jobs/job-retry.js';
import type { FrontDoor } from './front-door.js';
import type { History, Submission, Wish } from './history.js';
import { LONG_COMMAND, type LabDevice } from './lab.js';
import type { Moments } from './moments.js';
import type { SeededRandom } from './seeded-random.js';

const TRY_AGAIN_MS = 100;
const MOST_TRIES = 100;
const LOGIN = { username: 'admin', password: 'pwd123' };
const SHORT_TTL_SECONDS = 4;
const MOST_RUNS = 4;

/** What is asked for by hand, instead of being drawn. */
export interface Order {
  readonly isLong: boolean;
}

/** Submits the jobs of one device, one after the other, so that there is an order that has to be kept. */
export class DeviceClient {
  private count = 0;

  constructor(
    private readonly lab: LabDevice,
    private readonly webhookUrl: string,
    private readonly door: FrontDoor,
    private readonly history: History,
    private readonly moments: Moments,
    private readonly random: SeededRandom,
  ) {}

  /** Goes on until told to stop. */
  async keepSubmitting(gapMs: number, stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      await sleep(this.random.between(0, 2 * gapMs), undefined, { signal: stop }).catch(() => undefined);
      if (!stop.aborted) await this.submitDrawn(stop);
    }
  }

  /** Submits one job that has to run. @returns it once it is accepted */
  async submit({ isLong }: Order, stop: AbortSignal): Promise<Submission> {
    const submission = this.submission(
      isLong ? [`${LONG_COMMAND} ${this.token()}`] : [this.command()],
      'run',
      1,
    );
    await this.send(submission, { driver_args: { read_timeout: 120 } }, randomUUID(), stop);
    return submission;
  }

  private async submitDrawn(stop: AbortSignal): Promise<void> {
    const { random } = this;
    const commands = random.chance(0.2) ? [this.command(), this.command()] : [this.command()];
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
    for (const command of commands) this.lab.teach(command);
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
    const request = { ...this.request(submission.commands), ...extras };
    for (let tries = 0; tries < MOST_TRIES && !stop.aborted; tries++) {
      const reply = this.door.submit(request, key);
      this.moments.strike('a job was sent');
      const answer = await reply;
      if (answer !== 'unknown' && answer.status === 202) {
        submission.accepted = { id: answer.body.id, at: this.history.now };
        return;
      }
      if (answer !== 'unknown' && answer.status < 500)
        throw new Error(`A job was refused: ${answer.status} ${answer.text}`);
      if (key === null) return;
      await sleep(TRY_AGAIN_MS);
    }
  }

  private request(commands: readonly string[]): object {
    const { device } = this.lab;
    return {
      driver: 'netmiko',
      connection_args: { device_type: 'cisco_ios', host: '127.0.0.1', port: device.port, ...LOGIN },
      command: commands,
      device_name: this.lab.name,
      webhook: {
        name: 'event',
        url: this.webhookUrl,
        timeout: 2,
        max_retries: this.random.chance(0.5) ? 10 : 0,
        retry_intervals: [1],
      },
    };
  }

  private command(): string {
    return `show chaos ${this.token()}`;
  }

  private token(): string {
    return `${this.lab.name}-${++this.count}`;
  }
}
