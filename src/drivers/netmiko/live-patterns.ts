import { createContext, Script } from 'node:vm';
import { PatternBudget } from './pattern-budget.js';
import { compilePattern, isDeadlineError, SlowPatternError } from './user-pattern.js';

/** How long a request's regular expressions may take, in milliseconds. */
export interface PatternLimits {
  /** One look takes microseconds; the engine is stopped after so long, also in the middle of backtracking. */
  readonly lookMs: number;
  /** A look that was stopped with less CPU time than this waited for a busy machine, and is not to blame... */
  readonly blamedCpuMs: number;
  /** ...so it gets a second try, which may take so long. */
  readonly secondLookMs: number;
  /** While slow patterns of other jobs take too much of the worker's time, a look may take so long. */
  readonly hurriedLookMs: number;
  /** Slow looks may take so much CPU time together, so that one job cannot hold up the others of its worker... */
  readonly slowLooksMs: number;
  /** ...and a look that takes more than this is slow. */
  readonly slowLookMs: number;
}

const LIMITS: PatternLimits = {
  lookMs: 1_000,
  blamedCpuMs: 100,
  secondLookMs: 4_000,
  hurriedLookMs: 20,
  slowLooksMs: 2_000,
  slowLookMs: 20,
};
const LONGEST_LINE = 2_000;
const NONE: ReadonlySet<number> = new Set();

/** Regular expressions of a request that are tried on a device's lines. Never take long, see {@link PatternLimits}. */
export class LivePatterns {
  private readonly context: ReturnType<typeof createContext>;

  /** @throws SyntaxError when one is none */
  constructor(
    private readonly sources: readonly string[],
    private readonly budget = new PatternBudget(),
    private readonly limits = LIMITS,
  ) {
    this.context = createContext({ patterns: sources.map(compilePattern), lines: [], skipped: NONE });
  }

  /**
   * The index of the first pattern that matches one of the lines, or -1. Lines are looked at up to 2,000 characters.
   *
   * @throws SlowPatternError
   */
  find(lines: readonly string[], skipped: ReadonlySet<number> = NONE): number {
    const { slowLookMs, slowLooksMs } = this.limits;
    if (this.budget.isClosed) throw this.tooSlow(slowLooksMs);
    this.context['lines'] = lines.map((line) => line.slice(0, LONGEST_LINE));
    this.context['skipped'] = skipped;
    const [started, begun] = [cpuMs(), performance.now()];
    try {
      return this.look(started);
    } finally {
      // The process's other threads work meanwhile.
      const spentMs = Math.min(cpuMs() - started, performance.now() - begun);
      this.budget.worker.spend(spentMs);
      this.budget.slowMs += Math.max(0, spentMs - slowLookMs);
      this.budget.isClosed ||= this.budget.slowMs > slowLooksMs;
    }
  }

  private look(startedCpuMs: number): number {
    const { lookMs, hurriedLookMs, blamedCpuMs, secondLookMs } = this.limits;
    const isHurried = this.budget.worker.isSpent;
    const firstMs = isHurried ? hurriedLookMs : lookMs;
    const blamedMs = isHurried ? hurriedLookMs / 2 : blamedCpuMs;
    const first = this.lookFor(firstMs);
    if (first !== null) return first;
    if (cpuMs() - startedCpuMs >= blamedMs) throw this.tooSlow(firstMs);
    const second = this.lookFor(secondLookMs);
    if (second !== null) return second;
    throw this.tooSlow(secondLookMs);
  }

  /** Null when it was stopped. */
  private lookFor(timeoutMs: number): number | null {
    try {
      const index: unknown = FIND.runInContext(this.context, { timeout: timeoutMs });
      return typeof index === 'number' ? index : -1;
    } catch (error) {
      if (isDeadlineError(error)) return null;
      throw error;
    }
  }

  private tooSlow(limitMs: number): SlowPatternError {
    this.budget.isClosed = true;
    return new SlowPatternError(this.sources.join(' | '), limitMs);
  }
}

const FIND = new Script(
  'patterns.findIndex((pattern, index) => !skipped.has(index) && lines.some((line) => pattern.test(line)))',
);

/** CPU time of the process: Node 20 does not tell that of one thread. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
