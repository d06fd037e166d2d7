import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { KEY_PREFIX } from '../redis/key-prefix.js';
import { answersOf } from '../redis/pipeline-answers.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { RedisRefusedError } from '../redis/redis-unavailable.js';
import { TurnBatch } from '../redis/turn-batch.js';

/** WAIT looks back to the last thing that its own connection has written. */
const MARK_KEY = `${KEY_PREFIX}:replica-wait`;
const MARK_TTL_MS = 60_000;
/** Replicas that keep up need a millisecond or two. */
const TIMEOUT_MS = 2_000;

/** Waits until replicas have what Redis was given, where the settings ask for that: a failover does not lose it then. */
@Injectable()
export class ReplicaWait {
  private readonly waiting = new TurnBatch<void>((askers) => this.wait(askers.length));

  constructor(
    private readonly redis: RedisConnections,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'redisWaitReplicas'>,
  ) {}

  /**
   * Resolves when enough replicas have all that Redis has acknowledged by now; at once where none are asked for.
   *
   * @throws RedisRefusedError when they have not in time
   */
  async forAcknowledged(): Promise<void> {
    if (this.settings.redisWaitReplicas > 0) await this.waiting.add();
  }

  private async wait(askers: number): Promise<void[]> {
    const needed = this.settings.redisWaitReplicas;
    const pipeline = this.redis.waiting.pipeline().set(MARK_KEY, 1, 'PX', MARK_TTL_MS);
    const [, reached] = await answersOf(pipeline.call('WAIT', needed, TIMEOUT_MS));
    if (Number(reached) < needed) {
      throw new RedisRefusedError(`Only ${String(reached)} of ${needed} replicas of Redis have it`);
    }
    return Array<void>(askers);
  }
}
