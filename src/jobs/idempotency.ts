import { Injectable } from '@nestjs/common';
import { ROOT, type ActorName } from '../auth/actor.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { Sealer } from '../secrets/sealer.js';
import { JOB_KEYS } from './job-keys.js';

/** How long a key is remembered. */
const WINDOW_SECONDS = 86_400;

/** What an `Idempotency-Key` stands for so far. */
export type IdempotencyClaim =
  | { readonly kind: 'new' }
  /** `isAdded` is false when the first request may have died before it added the job. */
  | { readonly kind: 'repeated'; readonly jobId: string; readonly isAdded: boolean }
  | { readonly kind: 'other request' };

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

  /** Claims `key` for the job `jobId` that `request` would make. */
  async claim(key: OwnedKey, request: unknown, jobId: string): Promise<IdempotencyClaim> {
    const entry = this.entry(jobId, request, false);
    const known = await this.redis.commands.set(this.keyOf(key), entry, 'EX', WINDOW_SECONDS, 'NX', 'GET');
    if (known === null) return { kind: 'new' };
    const first = JSON.parse(known) as Entry;
    if (first.request !== this.sealer.fingerprint(JSON.stringify(request))) return { kind: 'other request' };
    return { kind: 'repeated', jobId: first.jobId, isAdded: first.isAdded };
  }

  /** Notes that the job is in the queue: from now on its absence means that its record has been removed. */
  async confirm(key: OwnedKey, request: unknown, jobId: string): Promise<void> {
    await this.redis.commands.set(this.keyOf(key), this.entry(jobId, request, true), 'EX', WINDOW_SECONDS);
  }

  private keyOf({ owner, key }: OwnedKey): string {
    // Those of the service's own key are found that an earlier version has stored: it knew no owners.
    const owned = owner.id === ROOT.id ? key : JSON.stringify([owner.id, key]);
    return JOB_KEYS.idempotency(this.sealer.fingerprint(owned));
  }

  /** The request's fingerprint is keyed: a plain hash would let a reader of Redis guess passwords. */
  private entry(jobId: string, request: unknown, isAdded: boolean): string {
    const entry: Entry = { jobId, request: this.sealer.fingerprint(JSON.stringify(request)), isAdded };
    return JSON.stringify(entry);
  }
}
