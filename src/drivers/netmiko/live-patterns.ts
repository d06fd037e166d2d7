import { createContext, Script } from 'node:vm';
import { compilePattern, isDeadlineError, SlowPatternError } from './user-pattern.js';

/** One look takes microseconds; the engine is stopped after so long, which leaves room for a busy machine. */
const LOOK_TIMEOUT_MS = 500;
/** A look that takes longer than this is slow... */
const SLOW_LOOK_MS = 20;
/** ...and slow looks may take so long together, so that one job cannot hold up the others of its worker. */
const SLOW_LOOKS_TIMEOUT_MS = 2_000;
const LONGEST_LINE = 2_000;
const NONE: ReadonlySet<number> = new Set();

/** Regular expressions of a request that are tried on a device's lines while they come. Never take long, see above. */
export class LivePatterns {
  private readonly context: ReturnType<typeof createContext>;
  private slowMs = 0;

  /** @throws SyntaxError when one is none */
  constructor(private readonly sources: readonly string[]) {
    this.context = createContext({ patterns: sources.map(compilePattern), lines: [], skipped: NONE });
  }

  /**
   * The index of the first pattern that matches one of the lines, or -1. Lines are looked at up to 2,000 characters.
   *
   * @throws SlowPatternError
   */
  find(lines: readonly string[], skipped: ReadonlySet<number> = NONE): number {
    this.context['lines'] = lines.map((line) => line.slice(0, LONGEST_LINE));
    this.context['skipped'] = skipped;
    const started = performance.now();
    try {
      const index: unknown = FIND.runInContext(this.context, { timeout: LOOK_TIMEOUT_MS });
      this.slowMs += Math.max(0, performance.now() - started - SLOW_LOOK_MS);
      if (this.slowMs > SLOW_LOOKS_TIMEOUT_MS) throw this.tooSlow(SLOW_LOOKS_TIMEOUT_MS);
      return typeof index === 'number' ? index : -1;
    } catch (error) {
      throw isDeadlineError(error) ? this.tooSlow(LOOK_TIMEOUT_MS) : error;
    }
  }

  private tooSlow(limitMs: number): SlowPatternError {
    return new SlowPatternError(this.sources.join(' | '), limitMs);
  }
}

const FIND = new Script(
  'patterns.findIndex((pattern, index) => !skipped.has(index) && lines.some((line) => pattern.test(line)))',
);
