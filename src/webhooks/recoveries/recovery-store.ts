import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { answersOf } from '../../redis/pipeline-answers.js';
import { RedisConnections } from '../../redis/redis-connections.js';
import { RedisScript } from '../../redis/redis-script.js';
import type { IndexEntry } from '../log/delivery-index.js';
import { RECOVERY_KEYS, type Recovery, type RecoveryFilter, type RecoveryStatus } from './recovery.js';

const LISTED = 100;
/** As {@link randomUUID} writes them: whatever else a client sends must not become a key in Redis. */
const ID = /^[0-9a-f-]{36}$/;

/** How far whoever works on a recovery has come. */
export interface Progress {
  /** Behind which delivery to go on. */
  readonly after: IndexEntry | null;
  /** Queued since the last progress. */
  readonly resent: number;
  readonly isDone: boolean;
}

/**
 * Writes progress down and keeps the lease, for its owner only. KEYS recovery, lease, running. ARGV owner, lease (ms), id,
 * cursor's id, its score, resent, 1 when done, now, seconds to keep it. Answers 0 when it is not to go on.
 */
const ADVANCE = new RedisScript(`
  if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
  redis.call('HINCRBY', KEYS[1], 'resent', ARGV[6])
  redis.call('HSET', KEYS[1], 'afterId', ARGV[4], 'afterScore', ARGV[5])
  if redis.call('HGET', KEYS[1], 'status') ~= 'running' then return 0 end
  if ARGV[7] ~= '1' then
    redis.call('PEXPIRE', KEYS[2], ARGV[2])
    return 1
  end
  redis.call('HSET', KEYS[1], 'status', 'finished', 'endedAt', ARGV[8])
  redis.call('EXPIRE', KEYS[1], ARGV[9])
  redis.call('SREM', KEYS[3], ARGV[3])
  redis.call('DEL', KEYS[2])
  return 0`);

/** KEYS recovery, running. ARGV id, now, seconds to keep it. Answers 1 when it ran. */
const CANCEL = new RedisScript(`
  if redis.call('HGET', KEYS[1], 'status') ~= 'running' then return 0 end
  redis.call('HSET', KEYS[1], 'status', 'canceled', 'endedAt', ARGV[2])
  redis.call('EXPIRE', KEYS[1], ARGV[3])
  redis.call('SREM', KEYS[2], ARGV[1])
  return 1`);

/** Gives a lease back that is one's own. KEYS lease. ARGV owner. */
const RELEASE = new RedisScript(`
  if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
  return 0`);

/** Keeps recoveries in Redis, so that another process goes on with what one has begun. */
@Injectable()
export class RecoveryStore {
  constructor(
    private readonly redis: RedisConnections,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async begin(filter: RecoveryFilter, rate: number, matched: number, now: number): Promise<Recovery> {
    const id = randomUUID();
    const fields = { status: 'running', filter: JSON.stringify(filter), rate, matched, createdAt: now };
    const outdated = now - this.settings.deliveryTtlSeconds * 1_000;
    await answersOf(
      this.redis.commands
        .multi()
        .hset(RECOVERY_KEYS.recovery(id), fields)
        .sadd(RECOVERY_KEYS.running, id)
        .zadd(RECOVERY_KEYS.all, now, id)
        .zremrangebyscore(RECOVERY_KEYS.all, '-inf', outdated)
        .publish(RECOVERY_KEYS.begun, id),
    );
    return { id, status: 'running', filter, rate, matched, resent: 0, createdAt: now, endedAt: null };
  }

  async find(id: string): Promise<Recovery | undefined> {
    return ID.test(id) ? parse(id, await this.redis.commands.hgetall(RECOVERY_KEYS.recovery(id))) : undefined;
  }

  /** The last ones, newest first. */
  async list(): Promise<Recovery[]> {
    const ids = await this.redis.commands.zrevrange(RECOVERY_KEYS.all, 0, LISTED - 1);
    const found = await Promise.all(ids.map((id) => this.find(id)));
    return found.filter((recovery) => recovery !== undefined);
  }

  /** False when it did not run any more. */
  async cancel(id: string): Promise<boolean> {
    const keys = [RECOVERY_KEYS.recovery(id), RECOVERY_KEYS.running];
    const args = [id, Date.now(), this.settings.deliveryTtlSeconds];
    return (await CANCEL.run(this.redis.commands, keys, args)) === 1;
  }

  running(): Promise<string[]> {
    return this.redis.commands.smembers(RECOVERY_KEYS.running);
  }

  /** Takes a recovery over, unless somebody works on it. */
  async lease(id: string, owner: string, leaseMs: number): Promise<boolean> {
    return (await this.redis.commands.set(RECOVERY_KEYS.lease(id), owner, 'PX', leaseMs, 'NX')) === 'OK';
  }

  async release(id: string, owner: string): Promise<void> {
    await RELEASE.run(this.redis.commands, [RECOVERY_KEYS.lease(id)], [owner]);
  }

  /** Where the last one to work on it had come. */
  async position(id: string): Promise<IndexEntry | null> {
    const key = RECOVERY_KEYS.recovery(id);
    const [afterId, afterScore] = await this.redis.commands.hmget(key, 'afterId', 'afterScore');
    return afterId ? { id: afterId, score: Number(afterScore) } : null;
  }

  /** False when the owner is to stop: it is done, was canceled, or the lease was lost. */
  async advance(id: string, owner: string, leaseMs: number, progress: Progress): Promise<boolean> {
    const keys = [RECOVERY_KEYS.recovery(id), RECOVERY_KEYS.lease(id), RECOVERY_KEYS.running];
    const { after, resent, isDone } = progress;
    const position = [after?.id ?? '', after?.score ?? 0];
    const end = [isDone ? 1 : 0, Date.now(), this.settings.deliveryTtlSeconds];
    const args = [owner, leaseMs, id, ...position, resent, ...end];
    return (await ADVANCE.run(this.redis.commands, keys, args)) === 1;
  }
}

function parse(id: string, fields: Record<string, string>): Recovery | undefined {
  const { status, filter, rate, matched, resent = '0', createdAt, endedAt } = fields;
  if (status === undefined || filter === undefined) return undefined;
  return {
    id,
    status: status as RecoveryStatus,
    filter: JSON.parse(filter) as RecoveryFilter,
    rate: Number(rate),
    matched: Number(matched),
    resent: Number(resent),
    createdAt: Number(createdAt),
    endedAt: endedAt === undefined ? null : Number(endedAt),
  };
}
