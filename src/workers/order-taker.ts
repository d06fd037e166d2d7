import { InjectQueue } from '@nestjs/bull';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Queue } from 'bull';
import { orderKey, ORDERS_CHANNEL, WORKER_ORDERS, type WorkerOrder } from '../fleet/worker-orders.js';
import type { JobData } from '../jobs/job-data.js';
import { FIFO_WORKER_QUEUE } from '../jobs/job-keys.js';
import { ChannelSubscriber } from '../redis/channel-subscriber.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { Heartbeat } from './heartbeat.js';
import { WorkerIdentity } from './worker-identity.js';

/** Injection token of what ends this process in order, as SIGTERM does. */
export const END_PROCESS = Symbol('END_PROCESS');

/** Does what the API tells this worker: pause, resume, drain. */
@Injectable()
export class OrderTaker {
  private readonly logger = new Logger('Worker');
  /** Bull's pausing ends its blocking connection and makes it again: never two of these at once. */
  private doing: Promise<void> = Promise.resolve();
  /** The number of the last order taken. */
  private last = 0;

  constructor(
    @InjectQueue(FIFO_WORKER_QUEUE) private readonly queue: Queue<JobData>,
    private readonly channels: ChannelSubscriber,
    private readonly redis: RedisConnections,
    private readonly heartbeat: Heartbeat,
    private readonly worker: WorkerIdentity,
    @Inject(END_PROCESS) private readonly endProcess: () => void,
  ) {}

  async begin(): Promise<void> {
    await this.channels.subscribe(ORDERS_CHANNEL, (message) => {
      const [word, name, number] = message.split(' ');
      if (name === this.worker.name) this.take(word, number);
    });
  }

  /** Looks for an order that was given while this worker did not hear the channel: its connection was away. */
  async catchUp(): Promise<void> {
    const [word, number] = (await this.redis.commands.get(orderKey(this.worker.name)))?.split(' ') ?? [];
    this.take(word, number);
  }

  /** @param number undefined when an earlier version gives the order */
  private take(word: string | undefined, number: string | undefined): void {
    const order = WORKER_ORDERS.find((known) => known === word);
    if (!order || Number(number) <= this.last) return;
    if (number !== undefined) this.last = Number(number);
    this.doing = this.doing.then(() => this.follow(order));
  }

  private async follow(order: WorkerOrder): Promise<void> {
    this.logger.log(`Told to ${order}`);
    try {
      if (order === 'drain') return this.endProcess();
      if (order === 'pause') await this.queue.pause(true, true);
      else await this.queue.resume(true);
      await this.heartbeat.show(order === 'pause' ? 'paused' : 'running');
    } catch (error) {
      this.logger.warn(`The worker could not ${order}: ${String(error)}`);
    }
  }
}
