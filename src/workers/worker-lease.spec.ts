import { useRedis } from '../../test/harness/spec-redis.js';
import type { RedisConnections } from '../redis/redis-connections.js';
import { WorkerIdentity } from './worker-identity.js';
import { LEASE_PREFIX, WorkerLease } from './worker-lease.js';

const LEASE_MS = 20_000;
const PATIENCE = { timeout: 15_000 };

const redis = useRedis();
let connections: RedisConnections;
let lease: WorkerLease;
let onLoss: ReturnType<typeof vi.fn<() => Promise<void>>>;
const worker = Object.assign(new WorkerIdentity(), { name: 'noc-1-4711-a1b2c3' });

/** Lets the clocks jump, and the lease look at them. */
function pass({ monotonicMs, wallMs }: { monotonicMs: number; wallMs: number }): void {
  const [monotonic, wall] = [performance.now() + monotonicMs, Date.now() + wallMs];
  vi.spyOn(performance, 'now').mockReturnValue(monotonic);
  vi.spyOn(Date, 'now').mockReturnValue(wall);
  look();
}

function look(): void {
  vi.advanceTimersByTime(500);
}

const ttlOf = (id: string): Promise<number> => connections.commands.pttl(LEASE_PREFIX + id);

beforeEach(async () => {
  connections = await redis.open();
  await connections.commands.flushall();
  lease = new WorkerLease(connections, worker);
  onLoss = vi.fn(() => Promise.resolve());
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  await lease.begin(onLoss);
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  await lease.end();
});

describe('WorkerLease', () => {
  it.each([
    ['is right', 5_000],
    ['is set back', -30_000],
    ['is set forward', 35_000],
  ])('is renewed every few seconds while the wall clock %s, and no work is stopped', async (_how, wallMs) => {
    const { id } = lease;
    await connections.commands.pexpire(LEASE_PREFIX + id, LEASE_MS / 2);

    pass({ monotonicMs: 5_000, wallMs });

    await vi.waitFor(async () => expect(await ttlOf(id)).toBeGreaterThan(LEASE_MS / 2), PATIENCE);
    look();
    expect(onLoss).not.toHaveBeenCalled();
    expect(lease.id).toBe(id);
  });

  it('stops all work in time when Redis is out of reach, though the wall clock was set back', async () => {
    vi.spyOn(connections.commands, 'set').mockRejectedValue(new Error('Connection is closed.'));

    pass({ monotonicMs: LEASE_MS - 3_000, wallMs: -30_000 });

    await vi.waitFor(() => expect(onLoss).toHaveBeenCalledOnce(), PATIENCE);
  });

  it('stops all work at once on a machine that was suspended, when the lease has run out meanwhile', async () => {
    const { id } = lease;
    await connections.commands.del(LEASE_PREFIX + id);

    pass({ monotonicMs: 500, wallMs: 60_000 });

    await vi.waitFor(() => expect(onLoss).toHaveBeenCalledOnce(), PATIENCE);
    expect(lease.id).not.toBe(id);
  });

  it('stops all work soon on a machine that was suspended, when Redis does not say how the lease stands', async () => {
    vi.spyOn(connections.commands, 'set').mockReturnValue(new Promise(() => undefined));

    pass({ monotonicMs: 500, wallMs: 60_000 });
    const atOnce = onLoss.mock.calls.length;
    pass({ monotonicMs: 1_500, wallMs: 1_500 });

    expect(atOnce).toBe(0);
    await vi.waitFor(() => expect(onLoss).toHaveBeenCalledOnce(), PATIENCE);
  });

  it('believes no renewal from before the machine was suspended', async () => {
    const answers: ((answer: 'OK') => void)[] = [];
    const set = vi.spyOn(connections.commands, 'set');
    set.mockImplementation(() => new Promise<'OK'>((resolve) => answers.push(resolve)));
    pass({ monotonicMs: 5_000, wallMs: 5_000 });

    pass({ monotonicMs: 500, wallMs: 60_000 });
    answers[0]?.('OK');
    await Promise.resolve();
    pass({ monotonicMs: 1_500, wallMs: 1_500 });

    expect(answers).toHaveLength(2);
    await vi.waitFor(() => expect(onLoss).toHaveBeenCalledOnce(), PATIENCE);
  });

  it('is had again after a loss also when the first try to begin anew fails', async () => {
    onLoss.mockRejectedValueOnce(new Error('A session could not be closed'));
    await connections.commands.del(LEASE_PREFIX + lease.id);
    pass({ monotonicMs: 5_000, wallMs: 5_000 });
    await vi.waitFor(() => expect(onLoss).toHaveBeenCalledOnce(), PATIENCE);

    await vi.waitFor(async () => {
      look();
      expect(await ttlOf(lease.id)).toBeGreaterThan(0);
    }, PATIENCE);

    expect(onLoss).toHaveBeenCalledTimes(2);
  });
});
