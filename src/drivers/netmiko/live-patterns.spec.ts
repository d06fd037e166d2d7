import { LivePatterns } from './live-patterns.js';
import { SlowPatternError } from './user-pattern.js';

/** Backtracks for 2^n steps on n letters. */
const slow = '^(a+)+$';
const limits = { lookMs: 20, blamedCpuMs: 1, secondLookMs: 5_000, slowLooksMs: 5_000, slowLookMs: 20 };

describe('regular expressions of a request', () => {
  it.each([
    [['^% Error'], ['ok', '% Error 7'], 0],
    [['x', '(?i)ERROR'], ['an error'], 1],
    [['(?P<code>E\\d+)'], ['?', 'code E42'], 0],
    [['nothing'], ['a', 'b'], -1],
    [['^$'], [], -1],
  ])('%j in %j: number %i matches', (sources, lines, found) => {
    expect(new LivePatterns(sources).find(lines)).toBe(found);
  });

  it('pass over those that are skipped', () => {
    expect(new LivePatterns(['a', '.']).find(['a'], new Set([0]))).toBe(1);
  });

  it('look at the start of a line only, however long it is', () => {
    expect(new LivePatterns(['end$']).find([`${'x'.repeat(1_000_000)}end`])).toBe(-1);
  });

  it('are stopped in the middle of endless backtracking', () => {
    const started = performance.now();

    expect(() => new LivePatterns([slow], limits).find([`${'a'.repeat(60)}!`])).toThrow(SlowPatternError);

    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('get a second try on a machine that gave them no CPU time', () => {
    const busy = { ...limits, blamedCpuMs: 60_000 };

    expect(new LivePatterns([slow], busy).find([`${'a'.repeat(22)}!`])).toBe(-1);
  });

  it('are stopped when many slow looks add up', () => {
    const patterns = new LivePatterns([slow], { ...limits, lookMs: 5_000, slowLookMs: 0, slowLooksMs: 100 });

    expect(() => {
      for (let look = 0; look < 1_000; look += 1) patterns.find([`${'a'.repeat(20)}!`]);
    }).toThrow(/took longer than 100 ms/);
  });
});
