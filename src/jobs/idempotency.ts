import { Injectable } from '@nestjs/common';
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

interface Entry {
  readonly jobId: string;
  readonly request: string;
  readonly isAdded: boolean;
}

/**
 * Remembers for a day which job an `Idempotency-Key` made (draft-ietf-httpapi-idempotency-key-header). The job's id is
 * claimed before the job is added, so that of two requests at once both get the one job.
 */
@Injectable()
export class Idempotency {
  constructor(
    private readonly redis: RedisConnections,
    private readonly sealer: Sealer,
  ) {}

  /** Claims `key` for the job `jobId` that `request` would make. */
  async claim(key: string, request: unknown, jobId: string): Promise<IdempotencyClaim> {
    const entry = this.entry(jobId, request, false);
    const known = await this.redis.commands.set(this.keyOf(key), entry, 'EX', WINDOW_SECONDS, 'NX', 'GET');
    if (known === null) return { kind: 'new' };
    const first = JSON.parse(known) as Entry;
    if (first.request !== this.sealer.fingerprint(JSON.stringify(request))) return { kind: 'other request' };
    return { kind: 'repeated', jobId: first.jobId, isAdded: first.isAdded };
  }

  /** Notes that the job is in the queue: from now on its absence means that its record has been removed. */
  async confirm(key: string, request: unknown, jobId: string): Promise<void> {
    await this.redis.commands.set(this.keyOf(key), this.entry(jobId, request, true), 'EX', WINDOW_SECONDS);
  }

  /** Gives the key back after a request that was refused before it made a job. */
  async release(key: string): Promise<void> {
    await this.redis.commands.del(this.keyOf(key));
  }

  private keyOf(key: string): string {
    return JOB_KEYS.idempotency(this.sealer.fingerprint(key));
  }

  /** The request's fingerprint is keyed: a plain hash would let a reader of Redis guess passwords. */
  private entry(jobId: string, request: unknown, isAdded: boolean): string {
    const entry: Entry = { jobId, request: this.sealer.fingerprint(JSON.stringify(request)), isAdded };
    return JSON.stringify(entry);
  }
}
