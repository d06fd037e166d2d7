import { RecordBuffer } from './record-buffer.js';

/** A place for records that may be away. */
class Place {
  lines: string[] = [];
  isAway = false;
  writes = 0;
  readonly buffer = new RecordBuffer(
    'the place',
    async (lines) => {
      this.writes++;
      if (this.isAway) throw new Error('away');
      this.lines.push(...lines);
    },
    (lost) => `lost ${lost}`,
  );
}

describe('RecordBuffer', () => {
  let place: Place;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    place = new Place();
  });
  afterEach(async () => {
    await place.buffer.close();
    vi.useRealTimers();
  });

  const settled = (): Promise<void> =>
    vi.waitFor(() => expect(place.writes).toBeGreaterThan(0)).then(() => undefined);

  it('writes what comes in one turn together, in its order', async () => {
    for (const line of ['a', 'b', 'c']) place.buffer.add(line);
    await settled();

    expect(place).toMatchObject({ lines: ['a', 'b', 'c'], writes: 1 });
  });

  it('keeps records while their place is away, and writes them when it is back', async () => {
    place.isAway = true;
    place.buffer.add('a');
    await settled();
    place.buffer.add('b');

    place.isAway = false;
    await vi.advanceTimersByTimeAsync(1_000);
    await vi.waitFor(() => expect(place.lines).toEqual(['a', 'b']));

    expect(place.writes).toBe(2);
  });

  it('tells of records that it could not keep', async () => {
    place.isAway = true;
    for (let number = 0; number < 10_003; number++) place.buffer.add(`record ${number}`);
    await settled();

    place.isAway = false;
    await vi.advanceTimersByTimeAsync(1_000);
    await vi.waitFor(() => expect(place.lines).toHaveLength(10_001));

    expect(place.lines.slice(0, 2)).toEqual(['lost 3', 'record 3']);
  });

  it('does not hold up the end for a place that says nothing', async () => {
    const silent = new RecordBuffer('the place', () => new Promise<void>(() => undefined), String);
    silent.add('a');
    const closed = silent.close();
    await vi.advanceTimersByTimeAsync(2_000);

    await expect(closed).resolves.toBeUndefined();
  });

  it('writes what is left when it is closed', async () => {
    place.buffer.add('a');
    await place.buffer.close();

    expect(place.lines).toEqual(['a']);
  });
});
