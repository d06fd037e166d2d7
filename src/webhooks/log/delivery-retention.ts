import { InjectQueue } from '@nestjs/bull';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Queue } from 'bull';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { Duty } from '../../redis/duty.js';
import { answersOf } from '../../redis/pipeline-answers.js';
import { RedisConnections } from '../../redis/redis-connections.js';
import { RedisScript } from '../../redis/redis-script.js';
import { attemptsKey } from '../delivery/attempt-log.js';
import { DELIVERY_QUEUE, type Delivery } from '../delivery/delivery.js';
import { INDEX_KEYS } from './delivery-index.js';

const INTERVAL_MS = 60_000;
const MS_PER_SECOND = 1_000;
/** Their data is read to know in which sets they are: few enough to hold up neither Redis nor this process. */
const BATCH_SIZE = 200;

type EndedState = 'completed' | 'failed';

interface EndedDelivery {
  readonly id: string;
  readonly state: EndedState;
  /** Milliseconds since the epoch. */
  readonly endedAt: number;
}

/**
 * Removes an ended delivery, unless it has been sent again meanwhile. KEYS set of ended ones, job, attempts, then the
 * sets of the index. ARGV id.
 */
const FORGET = new RedisScript(`
  if redis.call('ZREM', KEYS[1], ARGV[1]) == 0 then return 0 end
  redis.call('DEL', KEYS[2], KEYS[3])
  for index = 4, #KEYS do redis.call('ZREM', KEYS[index], ARGV[1]) end
  return 1`);

/**
 * Forgets ended deliveries after NETPULSE_DELIVERY_TTL, and the oldest when they are more than NETPULSE_DELIVERY_MAX. What
 * is still to be sent is never forgotten. Bull's `removeOnComplete: { age }` would look for old jobs at each job's end
 * (5 % of throughput) and never on a quiet queue.
 */
@Injectable()
export class DeliveryRetention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Webhooks');
  private readonly duty = new Duty(
    'Removing old deliveries',
    INTERVAL_MS,
    () => this.forgetOld(),
    this.logger,
  );
  private isStopping = false;

  constructor(
    @InjectQueue(DELIVERY_QUEUE) private readonly queue: Queue,
    private readonly redis: RedisConnections,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    this.duty.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.duty.stop();
  }

  /** Removes what is too old or too much. */
  async forgetOld(): Promise<void> {
    const endedBefore = Date.now() - this.settings.deliveryTtlSeconds * MS_PER_SECOND;
    let surplus = (await this.countEnded()) - this.settings.deliveryMax;
    while (!this.isStopping) {
      const oldest = await this.oldest();
      const leaving = oldest.filter(({ endedAt }, index) => endedAt < endedBefore || index < surplus);
      await this.forget(leaving);
      surplus -= leaving.length;
      if (leaving.length < BATCH_SIZE) return;
    }
  }

  private async countEnded(): Promise<number> {
    const { commands } = this.redis;
    const [completed, failed] = await Promise.all([
      commands.zcard(this.queue.toKey('completed')),
      commands.zcard(this.queue.toKey('failed')),
    ]);
    return completed + failed;
  }

  /** The deliveries that ended first, in that order. */
  private async oldest(): Promise<EndedDelivery[]> {
    const states: EndedState[] = ['completed', 'failed'];
    const ended = await Promise.all(states.map((state) => this.oldestOf(state)));
    return ended
      .flat()
      .sort((a, b) => a.endedAt - b.endedAt)
      .slice(0, BATCH_SIZE);
  }

  private async oldestOf(state: EndedState): Promise<EndedDelivery[]> {
    const key = this.queue.toKey(state);
    const flat = await this.redis.commands.zrange(key, 0, BATCH_SIZE - 1, 'WITHSCORES');
    return flat.flatMap((id, index) =>
      index % 2 === 0 ? [{ id, state, endedAt: Number(flat[index + 1]) }] : [],
    );
  }

  private async forget(deliveries: readonly EndedDelivery[]): Promise<void> {
    if (deliveries.length === 0) return;
    const reading = this.redis.commands.pipeline();
    for (const { id } of deliveries) reading.hget(this.queue.toKey(id), 'data');
    const data = await answersOf(reading);
    await Promise.all(
      deliveries.map(({ id, state }, index) => {
        const keys = [this.queue.toKey(state), this.queue.toKey(id), attemptsKey(id)];
        return FORGET.run(this.redis.commands, [...keys, ...indexSets(data[index])], [id]);
      }),
    );
  }
}

function indexSets(data: unknown): string[] {
  const always = [INDEX_KEYS.all, INDEX_KEYS.ofSubscriptions];
  if (typeof data !== 'string') return always;
  const { webhook } = JSON.parse(data) as Delivery;
  return [...always, INDEX_KEYS.caller(webhook.caller), INDEX_KEYS.destination(webhook.destination)];
}
