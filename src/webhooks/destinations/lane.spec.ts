import type { Standing } from './destination-verdict.js';
import { Lane, type LaneAnswer } from './lane.js';

const CLEAR: Standing = { verdict: 'clear', waiting: 0, wakeMs: null, failures: 0 };

describe('a lane', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function aLane(held: number): {
    lane: Lane;
    seats: { taken: number };
    heard: string[];
    stay: (name: string) => void;
  } {
    const seats = { taken: 0 };
    const lane = new Lane('http://example.com', seats);
    lane.held = held;
    const heard: string[] = [];
    const stay = (name: string): void => {
      void lane.stayClose().then((answer: LaneAnswer) => heard.push(`${name} ${answer}`));
    };
    return { lane, seats, heard, stay };
  }

  async function settled(): Promise<void> {
    await vi.advanceTimersByTimeAsync(0);
  }

  it('lets as many go as it holds slots', () => {
    const { lane } = aLane(2);
    expect([lane.tryTake(), lane.tryTake(), lane.tryTake()]).toEqual([true, true, false]);
    lane.ended(5);
    expect(lane.tryTake()).toBe(true);
  });

  it('gives a free slot to who has stayed close the longest', async () => {
    const { lane, seats, heard, stay } = aLane(1);
    lane.tryTake();
    stay('first');
    stay('second');
    expect(seats.taken).toBe(2);

    lane.ended(5);
    lane.serve();
    await settled();
    expect(heard).toEqual(['first go']);
    expect(seats.taken).toBe(1);
    expect(lane.tryTake()).toBe(false);
  });

  it.each([
    ['who waits in Redis', { standing: { ...CLEAR, waiting: 1 } }],
    ['who is on the way there', { leaving: 1 }],
    ['a closed destination', { standing: { ...CLEAR, verdict: 'closed' as const } }],
  ])('lets nobody overtake %s', async (_who, state) => {
    const { lane, heard, stay } = aLane(2);
    lane.tryTake();
    stay('close');
    Object.assign(lane, state);

    expect(lane.tryTake()).toBe(false);
    lane.ended(5);
    lane.serve();
    await settled();
    expect(heard).toEqual([]);
    expect(lane.giveBack()).toBe(2);
    expect(lane.held).toBe(0);
  });

  it('sends everybody away in order when nothing ends for a while, and counts as slow then', async () => {
    const { lane, seats, heard, stay } = aLane(1);
    lane.tryTake();
    stay('first');
    stay('second');
    await vi.advanceTimersByTimeAsync(99);
    expect(heard).toEqual([]);

    await vi.advanceTimersByTimeAsync(1);
    expect(heard).toEqual(['first wait', 'second wait']);
    expect([lane.leaving, seats.taken]).toEqual([2, 0]);
    expect(lane.msPerDelivery).toBeGreaterThanOrEqual(1_000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is patient as long as deliveries end', async () => {
    const { lane, heard, stay } = aLane(2);
    lane.tryTake();
    lane.tryTake();
    stay('close');
    stay('behind');
    await vi.advanceTimersByTimeAsync(80);
    lane.ended(80);
    lane.serve();
    await vi.advanceTimersByTimeAsync(80);
    expect(heard).toEqual(['close go']);
    await vi.advanceTimersByTimeAsync(20);
    expect(heard).toEqual(['close go', 'behind wait']);
  });

  it('may be dropped only when nothing would be missed', () => {
    const { lane } = aLane(0);
    expect(lane.isUnused).toBe(true);
    lane.standing = { ...CLEAR, verdict: 'closed' };
    expect(lane.isUnused).toBe(true);
    lane.standing = { ...CLEAR, waiting: 1 };
    expect(lane.isUnused).toBe(false);
    lane.standing = CLEAR;
    for (const busy of ['held', 'inFlight', 'pending', 'leaving'] as const) {
      const { lane: other } = aLane(0);
      other[busy] = 1;
      expect(other.isUnused).toBe(false);
    }
  });
});
