import type { KeyRecord } from './key-record.js';
import { KeyRing } from './key-ring.js';
import type { KeyStore } from './key-store.js';

const aKey = (id: string): KeyRecord => ({
  id,
  name: id,
  digest: `digest of ${id}`,
  scopes: ['jobs:read'],
  networks: null,
  createdAt: 0,
  createdBy: { id: 'root', name: 'root' },
  expiresAt: null,
});

/** What other processes do to the keys, and how often this one asks. */
class SharedKeys {
  keys: KeyRecord[] = [aKey('first')];
  changes = 0;
  asked = 0;
  isReachable = true;
  readonly noted: ReadonlyMap<string, number>[] = [];

  readonly store = {
    all: async () => this.keys,
    version: async () => {
      this.asked++;
      if (!this.isReachable) throw new Error('Redis is away');
      return String(this.changes);
    },
    noteUses: async (uses: ReadonlyMap<string, number>) => void this.noted.push(uses),
  } as unknown as KeyStore;

  change(keys: KeyRecord[]): void {
    this.keys = keys;
    this.changes++;
  }
}

describe('KeyRing', () => {
  let shared: SharedKeys;
  let ring: KeyRing;

  beforeEach(() => {
    vi.useFakeTimers();
    shared = new SharedKeys();
    ring = new KeyRing(shared.store);
  });
  afterEach(() => vi.useRealTimers());

  const isKnown = async (id: string): Promise<boolean> => (await ring.find(`digest of ${id}`)) !== undefined;

  it('asks Redis once a second for all requests with known keys', async () => {
    for (let request = 0; request < 50; request++) expect(await isKnown('first')).toBe(true);
    expect(shared.asked).toBe(1);

    vi.advanceTimersByTime(1_001);
    await Promise.all([isKnown('first'), isKnown('first')]);

    expect(shared.asked).toBe(2);
  });

  it('forgets a key that another process has revoked within a second', async () => {
    expect(await isKnown('first')).toBe(true);
    shared.change([]);

    vi.advanceTimersByTime(1_001);

    expect(await isKnown('first')).toBe(false);
  });

  it('knows a key that another process has made at once', async () => {
    expect(await isKnown('second')).toBe(false);
    shared.change([aKey('first'), aKey('second')]);

    expect(await isKnown('second')).toBe(true);
  });

  it('asks together for wrong keys that come together', async () => {
    await isKnown('first');

    await Promise.all(Array.from({ length: 100 }, (_, number) => isKnown(`wrong ${number}`)));

    expect(shared.asked).toBeLessThanOrEqual(3);
  });

  it('notes when keys were used, some at a time, and what is left when it stops', async () => {
    await isKnown('first');
    await isKnown('first');
    vi.setSystemTime(Date.now() + 10);
    vi.advanceTimersByTime(5_000);
    expect(shared.noted.map((uses) => [...uses.keys()])).toEqual([['first']]);

    await isKnown('first');
    ring.onApplicationShutdown();

    expect(shared.noted).toHaveLength(2);
  });

  it('believes no key for longer than that when Redis cannot be asked', async () => {
    expect(await isKnown('first')).toBe(true);
    shared.isReachable = false;

    vi.advanceTimersByTime(1_001);

    await expect(isKnown('first')).rejects.toThrow('Redis is away');
  });
});
