import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { LogLine } from '../../observability/log-line.js';
import { Problem } from '../../problems/problem.js';
import { ChannelSubscriber } from '../../redis/channel-subscriber.js';
import { RedisConnections } from '../../redis/redis-connections.js';
import { ENDED_CHANNEL, outputChannel, WATCH_CHANNEL, WATCH_RENEWAL_MS } from '../job-keys.js';
import { JobStore } from '../job-store.js';
import type { EventWriter } from './event-writer.js';
import { JobStream } from './job-stream.js';
import type { OutputMessage, WatchMessage } from './output-message.js';

/** Each holds a connection and a little memory. */
const MOST_STREAMS = 500;
const RETRY_AFTER_SECONDS = 10;

/** Shows clients jobs while they run. Nothing is sent through Redis for a job that nobody watches. */
@Injectable()
export class JobStreams implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Jobs');
  private readonly closers = new Set<() => void>();

  constructor(
    private readonly store: JobStore,
    private readonly redis: RedisConnections,
    private readonly channels: ChannelSubscriber,
  ) {}

  /** @throws Problem 503 when as many are watched as one process takes on */
  expectRoom(): void {
    if (this.closers.size < MOST_STREAMS) return;
    const detail = `This process shows ${MOST_STREAMS} jobs at once already.`;
    throw new Problem(503, 'unavailable', 'Temporarily unavailable', detail, {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  }

  /**
   * Shows a job to a client until the job has ended, the client has gone, or the service stops. Never throws.
   *
   * @param gone resolves when the client has closed the connection
   */
  async show(id: string, writer: EventWriter, gone: Promise<void>): Promise<void> {
    const stream = new JobStream(writer);
    const over = new Deferred();
    void gone.then(over.resolve);
    this.closers.add(over.resolve);
    const read = async (): Promise<void> => {
      const job = await this.store.find(id);
      if (job) stream.show(job);
      if (!job || stream.hasEnded) over.resolve();
    };
    const readSafely = (): void =>
      void read().catch((error: unknown) =>
        this.logger.debug(new LogLine(`Job ${id} could not be read: ${String(error)}`, { job_id: id })),
      );
    const unsubscribes: (() => Promise<void>)[] = [];
    const renewal = setInterval(() => {
      writer.heartbeat();
      this.say({ id, says: 'still here' });
      // An announcement may be missed while Redis is away.
      readSafely();
    }, WATCH_RENEWAL_MS);
    try {
      unsubscribes.push(
        await this.channels.subscribe(outputChannel(id), (message) =>
          stream.hear(id, JSON.parse(message) as OutputMessage),
        ),
        await this.channels.subscribe(ENDED_CHANNEL, (ids) => ids.includes(id) && readSafely()),
      );
      await read();
      if (!stream.hasEnded) this.say({ id, says: 'hello' });
      await over.promise;
    } catch (error) {
      this.logger.warn(new LogLine(`The stream of job ${id} ended early: ${String(error)}`, { job_id: id }));
    } finally {
      clearInterval(renewal);
      this.closers.delete(over.resolve);
      await Promise.all(unsubscribes.map((unsubscribe) => unsubscribe()));
      writer.end();
    }
  }

  /** The HTTP server waits for its connections. */
  beforeApplicationShutdown(): void {
    for (const close of this.closers) close();
  }

  private say(message: WatchMessage): void {
    this.redis.commands.publish(WATCH_CHANNEL, JSON.stringify(message)).catch(() => undefined);
  }
}

/** A promise that is resolved from outside. */
class Deferred {
  resolve: () => void = () => undefined;
  readonly promise = new Promise<void>((resolve) => (this.resolve = resolve));
}
