/** What all requests' regular expressions of one worker may take of its time. */
export class WorkerShare {
  private spentMs = 0;
  private countedAt: number;

  /** @param nowMs a clock that never goes back */
  constructor(private readonly nowMs: () => number = () => performance.now()) {
    this.countedAt = nowMs();
  }

  spend(ms: number): void {
    this.recover();
    this.spentMs += Math.max(0, ms - FREE_MS);
  }

  /** Whether they have taken so much that each look has to be short until there is some time again. */
  get isSpent(): boolean {
    this.recover();
    return this.spentMs > AT_ONCE_MS;
  }

  private recover(): void {
    const now = this.nowMs();
    this.spentMs = Math.max(0, this.spentMs - (now - this.countedAt) * SHARE);
    this.countedAt = now;
  }
}

/** Looks take microseconds; no number of those is worth counting. */
const FREE_MS = 1;
/** Some jobs with slow patterns at once are no harm... */
const AT_ONCE_MS = 4_000;
/** ...as long as they leave this much to everything else: four parts of five. */
const SHARE = 0.2;
const OF_THIS_WORKER = new WorkerShare();

/** What the regular expressions of one job may take together, however many commands it has. */
export class PatternBudget {
  /** CPU time of slow looks, in milliseconds. */
  slowMs = 0;
  /** Whether a look had to be stopped: there will be no other. */
  isClosed = false;

  constructor(readonly worker: WorkerShare = OF_THIS_WORKER) {}
}

const budgets = new WeakMap<object, PatternBudget>();

/** The budget of a job. All its commands come with the same arguments object, and no other job's do. */
export function patternBudgetOf(args: object): PatternBudget {
  const budget = budgets.get(args) ?? new PatternBudget();
  budgets.set(args, budget);
  return budget;
}
