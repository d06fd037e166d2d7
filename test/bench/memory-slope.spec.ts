import { slopeOf, type MemorySample } from './memory-slope.js';

const samples = (heapMb: (at: number) => number): MemorySample[] =>
  Array.from({ length: 60 }, (_, index) => ({ at: index * 15, rssMb: 200, heapMb: heapMb(index * 15) }));
const MOST = { share: 0.1, mb: 5 };

describe('the slope of memory', () => {
  it('is flat for what fills up in the first third and then stays', () => {
    const slope = slopeOf(
      samples((at) => Math.min(80, 40 + at)),
      'heapMb',
      MOST,
    );

    expect(slope.grows).toBe(false);
    expect(slope.mbPerHour).toBeCloseTo(0);
  });

  it('is flat for noise', () => {
    const noise = samples((at) => 80 + 6 * Math.sin(at));

    expect(slopeOf(noise, 'heapMb', MOST).grows).toBe(false);
  });

  it('is found in a leak of 2 MB a minute', () => {
    const slope = slopeOf(
      samples((at) => 80 + (2 * at) / 60),
      'heapMb',
      MOST,
    );

    expect(slope.grows).toBe(true);
    expect(slope.mbPerHour).toBeCloseTo(120);
  });
});
