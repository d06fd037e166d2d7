import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { LogLine } from '../observability/log-line.js';
import { outputChannel, WATCH_CHANNEL, WATCH_RENEWAL_MS } from '../jobs/job-keys.js';
import type { OutputMessage, WatchMessage } from '../jobs/stream/output-message.js';
import { ChannelSubscriber } from '../redis/channel-subscriber.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { LiveOutput } from './live-output.js';

/** A watcher that is gone is forgotten after this. */
const WATCHED_MS = 3 * WATCH_RENEWAL_MS;
/** Old entries are cleared out when there are more. */
const MANY_WATCHED = 1_000;

/**
 * Lets clients see what the devices of this worker's running jobs send. Clients say on a channel which job they watch; of
 * a job that nobody watches nothing goes to Redis.
 */
@Injectable()
export class LiveOutputs implements OnApplicationBootstrap {
  private readonly logger = new Logger('Jobs');
  private readonly running = new Map<string, LiveOutput>();
  /** Job ids, and until when somebody watches; also of jobs that have not begun here. */
  private readonly watched = new Map<string, number>();
  private readonly sending = new Set<Promise<unknown>>();

  constructor(
    private readonly redis: RedisConnections,
    private readonly channels: ChannelSubscriber,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.channels.subscribe(WATCH_CHANNEL, (message) =>
      this.watch(JSON.parse(message) as WatchMessage),
    );
  }

  /** Runs a job's `work`, which may be watched meanwhile. What was sent has been handed to Redis when it resolves. */
  async during<T>(id: string, work: (output: LiveOutput) => Promise<T>): Promise<T> {
    const output = new LiveOutput(
      () => this.isWatched(id),
      (message) => this.publish(id, message),
    );
    this.running.set(id, output);
    if (this.isWatched(id)) this.publish(id, { kind: 'started' });
    try {
      return await work(output);
    } finally {
      output.end();
      this.running.delete(id);
      if (this.watched.delete(id)) await Promise.all(this.sending);
    }
  }

  private watch({ id, says }: WatchMessage): void {
    const isNew = says === 'hello' || !this.isWatched(id);
    this.watched.set(id, performance.now() + WATCHED_MS);
    if (this.watched.size > MANY_WATCHED) this.forgetOld();
    // A watcher knows by the numbers what he has had already.
    if (isNew) this.running.get(id)?.tellAll();
  }

  private isWatched(id: string): boolean {
    const until = this.watched.get(id);
    return until !== undefined && until > performance.now();
  }

  private forgetOld(): void {
    const now = performance.now();
    for (const [id, until] of this.watched) if (until <= now) this.watched.delete(id);
  }

  private publish(id: string, message: OutputMessage): void {
    const sent = this.redis.commands
      .publish(outputChannel(id), JSON.stringify(message))
      // Who watches gets the whole output with the job's end.
      .catch((error: unknown) =>
        this.logger.debug(
          new LogLine(`The output of job ${id} could not be shown: ${String(error)}`, { job_id: id }),
        ),
      )
      .finally(() => this.sending.delete(sent));
    this.sending.add(sent);
  }
}
