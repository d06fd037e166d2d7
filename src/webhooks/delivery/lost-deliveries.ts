import { InjectQueue } from '@nestjs/bull';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import type { Queue } from 'bull';
import type { Redis } from 'ioredis';
import { Duty } from '../../redis/duty.js';
import { isSurelyGone, ownProcess, type PlacedProcess } from '../../redis/placed-process.js';
import { KEY_PREFIX } from '../../redis/key-prefix.js';
import { insideOf } from '../../redis/queue-inside.js';
import { RedisConnections } from '../../redis/redis-connections.js';
import { severityOf } from '../../redis/redis-unavailable.js';
import { REQUEUE_LOST } from '../../redis/requeue-lost.js';
import { DELIVERY_QUEUE, DELIVERY_WORKER_QUEUE, type Delivery } from './delivery.js';

const BULL = `${KEY_PREFIX}:${DELIVERY_QUEUE}`;
/** Redis hash: Bull's lock token to the process that locks deliveries with it. */
const DELIVERERS = `${BULL}:deliverers`;
/** Deliveries are held by Bull's lock alone. */
const NO_LEASES = '';
const LOOK_MS = 5_000;
/** Of a process that cannot be looked for, Bull knows by then that it is gone. */
const FORGET_MS = 3_600_000;

interface Deliverer {
  readonly process: PlacedProcess;
  /** When it last said that it lives, milliseconds since the epoch. */
  readonly seenAt: number;
}

/**
 * Has the deliveries made anew that a process on this machine was making when it was killed: at once, where Bull would wait
 * half a minute for its locks to run out, as it does when a whole machine is gone.
 */
@Injectable()
export class LostDeliveries implements OnModuleInit, OnApplicationBootstrap {
  private readonly logger = new Logger('Webhooks');
  private readonly own = ownProcess();
  private readonly token: string;
  private readonly duty = new Duty('Looking for lost deliveries', LOOK_MS, () => this.look(), this.logger);

  constructor(
    private readonly redis: RedisConnections,
    @InjectQueue(DELIVERY_WORKER_QUEUE) queue: Queue<Delivery>,
  ) {
    this.token = insideOf(queue).token;
  }

  /** By the connection that takes deliveries, and waits for Redis as it does: to be known before it has its first one. */
  onModuleInit(): void {
    this.register(this.redis.patient).catch((error: unknown) => {
      this.logger[severityOf(error)](`This process is not yet known to deliver: ${String(error)}`);
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.duty.now();
  }

  /** To be called when this process makes no more deliveries. */
  async stop(): Promise<void> {
    await this.duty.stop();
    await this.redis.commands.hdel(DELIVERERS, this.token).catch(() => undefined);
  }

  private async look(): Promise<void> {
    await this.register(this.redis.commands);
    await this.freeLost();
  }

  private async register(redis: Redis): Promise<void> {
    if (!this.own) return;
    const record: Deliverer = { process: this.own, seenAt: Date.now() };
    await redis.hset(DELIVERERS, this.token, JSON.stringify(record));
  }

  private async freeLost(): Promise<void> {
    const all = Object.entries(await this.redis.commands.hgetall(DELIVERERS)).map(([token, text]) => ({
      token,
      ...(JSON.parse(text) as Deliverer),
    }));
    const gone = all.filter(({ process }) => isSurelyGone(process));
    const old = all.filter(({ seenAt }) => seenAt < Date.now() - FORGET_MS);
    if (gone.length > 0) {
      const keys = ['active', 'stalled', 'wait'].map((list) => `${BULL}:${list}`);
      const args = [`${BULL}:`, NO_LEASES, ...gone.map(({ token }) => token)];
      await REQUEUE_LOST.run(this.redis.commands, keys, args);
    }
    const tokens = [...gone, ...old].map(({ token }) => token);
    if (tokens.length > 0) await this.redis.commands.hdel(DELIVERERS, ...tokens);
  }
}
