import { Injectable } from '@nestjs/common';
import type { ChainableCommander } from 'ioredis';
import { ROOT, type ActorName } from '../auth/actor.js';
import { invalid } from '../problems/problem.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { Sealer } from '../secrets/sealer.js';
import type { JobData } from './job-data.js';
import { JOB_KEYS } from './job-keys.js';

/** How long a key is remembered. */
const WINDOW_SECONDS = 86_400;

/** What an `Idempotency-Key` stands for so far. */
export type IdempotencyClaim =
  | { readonly kind: 'new' }
  /** `isAdded` is false when the first request may have died before it added the job. */
  | { readonly kind: 'repeated'; readonly jobId: string; readonly isAdded: boolean };

/** An `Idempotency-Key`, and who sent it. */
export interface OwnedKey {
  readonly owner: Pick<ActorName, 'id'>;
  readonly key: string;
}

interface Entry {
  readonly jobId: string;
  readonly request: string;
  readonly isAdded: boolean;
}

/**
 * Lua: notes that the job, or batch, of a key is in the queue, as {@link Idempotency.confirm} does. KEYS the key's entry.
 * ARGV id.
 */
const CONFIRM = `
  local text = redis.call('GET', KEYS[1])
  if not text then return 0 end
  local entry = cjson.decode(text)
  if entry.jobId ~= ARGV[1] or entry.isAdded then return 0 end
  entry.isAdded = true
  redis.call('SET', KEYS[1], cjson.encode(entry), 'KEEPTTL')
  return 1`;

/**
 * Confirms the keys of jobs whose records go in the same transaction. The request that made one may have been told that
 * Redis went away: when it comes again, it must not make the job anew.
 */
export function confirmKeysBy(
  transaction: ChainableCommander,
  jobs: readonly { readonly id: string; readonly data: JobData }[],
): void {
  const ids = new Map<string, string>();
  for (const { id, data } of jobs)
    if (data.idempotencyDigest !== undefined) ids.set(data.idempotencyDigest, data.batchId ?? id);
  for (const [digest, id] of ids) transaction.eval(CONFIRM, 1, JOB_KEYS.idempotency(digest), id);
}

/**
 * Remembers for a day which job an `Idempotency-Key` made (draft-ietf-httpapi-idempotency-key-header). The job's id is
 * claimed before the job is added, so that of two requests at once both get the one job. A key belongs to who sent it: the
 * same words of another one are another key, or he would be answered with a job, and its output, that is not his.
 */
@Injectable()
export class Idempotency {
  constructor(
    private readonly redis: RedisConnections,
    private readonly sealer: Sealer,
  ) {}

  /**
   * Claims `key` for the job, or the batch, `jobId` that `request` would make.
   *
   * @throws Problem 422 when it was used for another request
   */
  async claim(key: OwnedKey, request: unknown, jobId: string): Promise<IdempotencyClaim> {
    const entry = this.entry(jobId, request, false);
    const known = await this.redis.commands.set(this.keyOf(key), entry, 'EX', WINDOW_SECONDS, 'NX', 'GET');
    if (known === null) return { kind: 'new' };
    const first = JSON.parse(known) as Entry;
    if (first.request !== this.sealer.fingerprint(JSON.stringify(request))) {
      throw invalid([{ field: 'Idempotency-Key', message: 'was used for another request; take a new key' }]);
    }
    return { kind: 'repeated', jobId: first.jobId, isAdded: first.isAdded };
  }

  /** Notes that the job is in the queue: from now on its absence means that its record has been removed. */
  async confirm(key: OwnedKey, request: unknown, jobId: string): Promise<void> {
    await this.redis.commands.set(this.keyOf(key), this.entry(jobId, request, true), 'EX', WINDOW_SECONDS);
  }

  /** What stands for a key in Redis, and in its job. */
  digestOf({ owner, key }: OwnedKey): string {
    // Those of the service's own key are found that an earlier version has stored: it knew no owners.
    const owned = owner.id === ROOT.id ? key : JSON.stringify([owner.id, key]);
    return this.sealer.fingerprint(owned);
  }

  private keyOf(key: OwnedKey): string {
    return JOB_KEYS.idempotency(this.digestOf(key));
  }

  /** The request's fingerprint is keyed: a plain hash would let a reader of Redis guess passwords. */
  private entry(jobId: string, request: unknown, isAdded: boolean): string {
    const entry: Entry = { jobId, request: this.sealer.fingerprint(JSON.stringify(request)), isAdded };
    return JSON.stringify(entry);
  }
}
