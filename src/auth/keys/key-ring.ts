import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Actor } from '../actor.js';
import { toActor, type KeyRecord } from './key-record.js';
import { KeyStore } from './key-store.js';
import { severityOf } from '../../redis/redis-unavailable.js';

/** How long what is in memory is believed: a revoked key is refused everywhere after this, in milliseconds. */
const BELIEVED_MS = 1_000;
/** After a use, how long others are waited for that are noted together with it. */
const USES_NOTED_MS = 5_000;

/** A key, and what its holder may do. */
export interface KnownKey {
  readonly record: KeyRecord;
  readonly actor: Actor;
}

/**
 * All made keys, in memory. At most once in {@link BELIEVED_MS} Redis is asked whether something has changed, and when it
 * cannot be asked no key is known: a revoked key does not outlive its end in a process that has lost Redis. What is not
 * known is looked for again, all requests that wait for that together, so that wrong keys cost Redis next to nothing.
 */
@Injectable()
export class KeyRing implements OnApplicationShutdown {
  private readonly logger = new Logger('Keys');
  private readonly uses = new Map<string, number>();
  private byDigest: ReadonlyMap<string, KnownKey> = new Map();
  private version = '';
  private checkedAt = -Infinity;
  private checking: Promise<void> | undefined;
  private notingUses: NodeJS.Timeout | undefined;

  constructor(private readonly store: KeyStore) {}

  /** @throws Error when Redis cannot be asked */
  async find(digest: string): Promise<KnownKey | undefined> {
    if (Date.now() - this.checkedAt > BELIEVED_MS) await this.check();
    if (!this.byDigest.has(digest)) await this.checkFromNow();
    const key = this.byDigest.get(digest);
    if (key) this.noteUse(key.record.id);
    return key;
  }

  /** Has the next request look for changes. */
  distrust(): void {
    this.checkedAt = -Infinity;
  }

  /** Does not wait: the connection is closed after what was sent over it. */
  onApplicationShutdown(): void {
    clearTimeout(this.notingUses);
    void this.noteUses();
  }

  /** A check that began before the question may have missed the key. */
  private async checkFromNow(): Promise<void> {
    await this.checking?.catch(() => undefined);
    await this.check();
  }

  private check(): Promise<void> {
    return (this.checking ??= this.load().finally(() => (this.checking = undefined)));
  }

  private async load(): Promise<void> {
    const startedAt = Date.now();
    const version = await this.store.version();
    if (version !== this.version) {
      const keys = await this.store.all();
      this.byDigest = new Map(keys.map((record) => [record.digest, { record, actor: toActor(record) }]));
      this.version = version;
    }
    this.checkedAt = startedAt;
  }

  private noteUse(id: string): void {
    this.uses.set(id, Date.now());
    this.notingUses ??= setTimeout(() => {
      this.notingUses = undefined;
      void this.noteUses();
    }, USES_NOTED_MS);
  }

  private async noteUses(): Promise<void> {
    const uses = new Map(this.uses);
    this.uses.clear();
    try {
      await this.store.noteUses(uses);
    } catch (error) {
      this.logger[severityOf(error)](`Last uses of keys were not noted: ${String(error)}`);
    }
  }
}
