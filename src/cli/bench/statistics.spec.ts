import { durationsOf } from './statistics.js';

describe('durationsOf', () => {
  it('names durations that were measured, whatever their order', () => {
    const samples = Array.from({ length: 200 }, (_, index) => 200 - index);

    expect(durationsOf(samples)).toEqual({ p50: 100, p99: 198, max: 200 });
  });

  it('takes the one there is for all, and says when there is none', () => {
    expect(durationsOf([7])).toEqual({ p50: 7, p99: 7, max: 7 });
    expect(durationsOf([])).toBeNull();
  });
});
