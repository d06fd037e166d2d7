import { LivePatterns } from './live-patterns.js';
import { NetmikoDriverArgs } from './netmiko-driver-args.js';
import { PatternBudget, patternBudgetOf, WorkerShare } from './pattern-budget.js';
import { SlowPatternError } from './user-pattern.js';

/** Backtracks for 2^n steps on n letters. */
const slow = '^(a+)+$';
const limits = {
  lookMs: 20,
  blamedCpuMs: 1,
  secondLookMs: 5_000,
  hurriedLookMs: 20,
  slowLooksMs: 5_000,
  slowLookMs: 20,
};

/** Of a job on a worker that has nothing else to do. */
const aBudget = (): PatternBudget => new PatternBudget(new WorkerShare());

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
    // Unstopped it would take thousands of years.
    expect(() => new LivePatterns([slow], aBudget(), limits).find([`${'a'.repeat(60)}!`])).toThrow(
      SlowPatternError,
    );
  });

  it('get a second try on a machine that gave them no CPU time', () => {
    const busy = { ...limits, blamedCpuMs: 60_000 };

    expect(new LivePatterns([slow], aBudget(), busy).find([`${'a'.repeat(22)}!`])).toBe(-1);
  });

  it('are stopped when many slow looks add up', () => {
    const patterns = new LivePatterns([slow], aBudget(), {
      ...limits,
      lookMs: 5_000,
      slowLookMs: 0,
      slowLooksMs: 100,
    });

    expect(() => {
      for (let look = 0; look < 1_000; look += 1) patterns.find([`${'a'.repeat(20)}!`]);
    }).toThrow(/took longer than 100 ms/);
  });

  it('are stopped when those of many commands of a job add up', () => {
    const [budget, few] = [aBudget(), { ...limits, lookMs: 5_000, slowLookMs: 0, slowLooksMs: 100 }];

    expect(() => {
      for (let command = 0; command < 1_000; command += 1)
        new LivePatterns([slow], budget, few).find([`${'a'.repeat(20)}!`]);
    }).toThrow(/took longer than 100 ms/);
  });

  it('are not tried again in a job after one of it was stopped', () => {
    const budget = aBudget();
    expect(() => new LivePatterns([slow], budget, limits).find([`${'a'.repeat(60)}!`])).toThrow(
      SlowPatternError,
    );

    expect(() => new LivePatterns(['a'], budget).find(['a'])).toThrow(SlowPatternError);
  });

  it('share a budget over all commands of a job, and with no other job', () => {
    const args = new NetmikoDriverArgs();

    expect(patternBudgetOf(args)).toBe(patternBudgetOf(args));
    expect(patternBudgetOf(args)).not.toBe(patternBudgetOf(new NetmikoDriverArgs()));
  });

  it('get little time while others take too much of the worker, and more again later', () => {
    let now = 0;
    const worker = new WorkerShare(() => now);
    const find = (): number => {
      const patterns = new LivePatterns([slow], new PatternBudget(worker), {
        ...limits,
        lookMs: 60_000,
        hurriedLookMs: 1,
      });
      return patterns.find([`${'a'.repeat(18)}!`]);
    };
    worker.spend(10_000);

    expect(find).toThrow(/took longer than 1 ms/);
    now = 60_000;
    expect(find()).toBe(-1);
  });
});
