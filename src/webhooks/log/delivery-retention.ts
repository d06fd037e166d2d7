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

type Look = [completed: number, failed: number, oldestCompleted: string[], oldestFailed: string[]];

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
    while (!this.isStopping) {
      const leaving = await this.leaving();
      await this.forget(leaving);
      if (leaving.length < BATCH_SIZE) return;
    }
  }

  /**
   * The deliveries that ended first and are too old, or one of too many. Counted in the step in which they are found: other
   * processes remove the same ones meanwhile.
   */
  private async leaving(): Promise<EndedDelivery[]> {
    const endedBefore = Date.now() - this.settings.deliveryTtlSeconds * MS_PER_SECOND;
    const [completed, failed] = [this.queue.toKey('completed'), this.queue.toKey('failed')];
    const looking = this.redis.commands.multi().zcard(completed).zcard(failed);
    for (const key of [completed, failed]) looking.zrange(key, 0, BATCH_SIZE - 1, 'WITHSCORES');
    const [completedCount, failedCount, oldestCompleted, oldestFailed] = (await answersOf(looking)) as Look;
    const surplus = completedCount + failedCount - this.settings.deliveryMax;
    return [...endedOnes('completed', oldestCompleted), ...endedOnes('failed', oldestFailed)]
      .sort((a, b) => a.endedAt - b.endedAt)
      .slice(0, BATCH_SIZE)
      .filter(({ endedAt }, index) => endedAt < endedBefore || index < surplus);
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

/** @param flat ids and when they ended, in turns, as Redis answers them */
function endedOnes(state: EndedState, flat: readonly string[]): EndedDelivery[] {
  return flat.flatMap((id, index) =>
    index % 2 === 0 ? [{ id, state, endedAt: Number(flat[index + 1]) }] : [],
  );
}

function indexSets(data: unknown): string[] {
  const always = [INDEX_KEYS.all, INDEX_KEYS.ofSubscriptions];
  if (typeof data !== 'string') return always;
  const { webhook } = JSON.parse(data) as Delivery;
  return [...always, INDEX_KEYS.caller(webhook.caller), INDEX_KEYS.destination(webhook.destination)];
}
