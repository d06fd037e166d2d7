import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { KEY_PREFIX } from '../../redis/key-prefix.js';
import { RedisConnections } from '../../redis/redis-connections.js';
import type { RedisScript } from '../../redis/redis-script.js';
import { DELIVERY_QUEUE } from '../delivery/delivery.js';
import { DESTINATION_KEYS } from './destination-keys.js';
import {
  CALL_OVERDUE,
  CLAIM,
  LEASE,
  LINE_UP,
  PAUSE,
  REPORT,
  RESUME,
  type ScriptAnswer,
} from './destination-scripts.js';
import type { DestinationVerdict, Standing } from './destination-verdict.js';
import type { Outcome } from './outcome.js';
import { BEAT, FORGET_UNUSED, RECOUNT } from './upkeep-scripts.js';

const MS_PER_SECOND = 1_000;
const KEYS = [DESTINATION_KEYS.base, `${KEY_PREFIX}:${DELIVERY_QUEUE}`];
const OVERDUE_CHUNK = 100;
const UNUSED_MS = 30 * 86_400_000;

/** What a called delivery finds when it comes. */
export type Claim = 'granted' | 'given away' | 'overdue';

/** What a worker did at a destination since it last said so. */
export interface Activity {
  readonly origin: string;
  readonly inFlight: number;
  readonly hasSucceeded: boolean;
}

/**
 * What all processes know of destinations together: slots, lines, breakers, pauses. Every method is one step in Redis.
 * What workers do waits for Redis when it is away; what a client asks for fails at once.
 */
@Injectable()
export class SharedDestinations {
  /** Under this name this process holds slots. */
  readonly worker = randomUUID();

  constructor(
    private readonly redis: RedisConnections,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Asks for slots to use as this process likes. It gets none while deliveries wait. */
  async lease(origin: string, wanted: number): Promise<Standing & { granted: number }> {
    const answer = await this.run(LEASE, origin, [wanted]);
    return { ...standing(answer), granted: answer[4] };
  }

  /** Gives slots back, puts deliveries into the line that Bull holds as delayed, and calls whose turn it is. */
  async lineUp(origin: string, slotsBack: number, deliveryIds: readonly string[] = []): Promise<Standing> {
    return standing(await this.run(LINE_UP, origin, [slotsBack, ...deliveryIds]));
  }

  /** To be asked when a delivery comes that was called. Granted, this process holds one slot more. */
  async claim(origin: string, deliveryId: string): Promise<Standing & { claim: Claim }> {
    const answer = await this.run(CLAIM, origin, [deliveryId]);
    const claim = answer[4] === 1 ? 'granted' : answer[4] === 0 ? 'given away' : 'overdue';
    return { ...standing(answer), claim };
  }

  /** Tells how a delivery went, and gives slots back with it. */
  async report(origin: string, deliveryId: string, slotsBack: number, outcome: Outcome): Promise<Standing> {
    const { webhookBreakerFailures, webhookBreakerCooldownSeconds } = this.settings;
    return standing(
      await this.run(REPORT, origin, [
        slotsBack,
        deliveryId,
        outcome.kind,
        outcome.kind === 'failed' ? outcome.retryAfterMs : 0,
        outcome.kind === 'failed' && outcome.isThrottling ? 1 : 0,
        webhookBreakerFailures,
        webhookBreakerCooldownSeconds * MS_PER_SECOND,
        Math.random(),
        outcome.text,
      ]),
    );
  }

  /** Sends what has waited too long back to the queue, a chunk at a time. */
  async callOverdue(origin: string): Promise<Standing> {
    const maxWaitMs = this.settings.webhookMaxWaitSeconds * MS_PER_SECOND;
    return standing(await this.run(CALL_OVERDUE, origin, [maxWaitMs, OVERDUE_CHUNK]));
  }

  async pause(origin: string, reason: string): Promise<void> {
    await this.run(PAUSE, origin, [reason], this.redis.commands);
  }

  async resume(origin: string): Promise<void> {
    await this.run(RESUME, origin, [], this.redis.commands);
  }

  /** Says that this process lives, and what it did. */
  async beat(activities: readonly Activity[]): Promise<void> {
    const args = activities.flatMap(({ origin, inFlight, hasSucceeded }) => [
      origin,
      inFlight,
      hasSucceeded ? 1 : 0,
    ]);
    await BEAT.run(this.redis.patient, KEYS, ['', this.worker, 0, 0, ...args]);
  }

  /**
   * Has Redis count exactly these slots as this process's, and none of other destinations but `except`. Counts drift when
   * a connection breaks and a command is sent twice.
   */
  async recount(held: ReadonlyMap<string, number>, except: readonly string[]): Promise<void> {
    const counts = [...held].flatMap(([origin, count]) => [origin, count]);
    await RECOUNT.run(this.redis.patient, KEYS, ['', this.worker, 0, 0, except.length, ...except, ...counts]);
  }

  /** Gives everything back that this process holds. */
  async leave(): Promise<void> {
    const { slots, inFlight, workers } = DESTINATION_KEYS;
    await this.redis.patient
      .multi()
      .zrem(workers, this.worker)
      .del(slots(this.worker), inFlight(this.worker))
      .exec();
  }

  /** The destinations for which deliveries wait. */
  async lines(): Promise<string[]> {
    return this.redis.patient.smembers(DESTINATION_KEYS.lines);
  }

  async forgetUnused(): Promise<void> {
    await FORGET_UNUSED.run(this.redis.patient, KEYS, ['', this.worker, 0, 0, UNUSED_MS]);
  }

  private run(
    script: RedisScript<ScriptAnswer>,
    origin: string,
    args: readonly (string | number)[],
    redis = this.redis.patient,
  ): Promise<ScriptAnswer> {
    const { webhookDestinationConcurrency: limit, webhookDestinationRate: rate } = this.settings;
    const spacingMs = rate === 0 ? 0 : MS_PER_SECOND / rate;
    return script.run(redis, KEYS, [origin, this.worker, limit, spacingMs, ...args]);
  }
}

function standing([verdict, waiting, wakeMs, failures]: ScriptAnswer): Standing {
  return {
    verdict: verdict as DestinationVerdict,
    waiting,
    wakeMs: wakeMs < 0 ? null : wakeMs,
    failures,
  };
}
