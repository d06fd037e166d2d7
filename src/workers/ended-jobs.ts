import { Injectable } from '@nestjs/common';
import { WORKER_LOST, type JobOutcome } from '../jobs/job-outcome.js';

/** A Redis that forgets what it had acknowledged forgets the last seconds; its jobs come back within a minute. */
const KEPT_MS = 900_000;
/** Of some hundred bytes each. */
const MOST_JOBS = 20_000;
/** Characters of output, over all jobs. */
const MOST_CHARACTERS = 16 * 1024 * 1024;
/** Of one job: a larger output is not kept, only that the job ran. */
const MOST_OF_ONE = MOST_CHARACTERS / 4;

interface EndedJob {
  readonly outcome: JobOutcome;
  readonly characters: number;
  readonly sinceMs: number;
}

/**
 * The jobs that this worker has run to their ends lately. A Redis whose replica was promoted before it had heard of an end,
 * or whose machine lost its power, gives the job out again: it is answered from here, and not run a second time.
 */
@Injectable()
export class EndedJobs {
  /** The one that ended first comes first. */
  private readonly jobs = new Map<string, EndedJob>();
  private characters = 0;

  /** To be told of each end that stands, before Redis is. */
  keep(id: string, outcome: JobOutcome): void {
    const sinceMs = performance.now();
    const size = charactersOf(outcome);
    const isKept = size <= MOST_OF_ONE;
    this.drop(id);
    this.jobs.set(id, { outcome: isKept ? outcome : WORKER_LOST, characters: isKept ? size : 0, sinceMs });
    this.characters += isKept ? size : 0;
    this.dropOld(sinceMs);
  }

  /** How the job ended here, if it did. */
  of(id: string): JobOutcome | undefined {
    return this.jobs.get(id)?.outcome;
  }

  private dropOld(nowMs: number): void {
    for (const [id, { sinceMs }] of this.jobs) {
      const isOver = nowMs - sinceMs > KEPT_MS;
      if (!isOver && this.jobs.size <= MOST_JOBS && this.characters <= MOST_CHARACTERS) return;
      this.drop(id);
    }
  }

  private drop(id: string): void {
    const known = this.jobs.get(id);
    if (!known) return;
    this.characters -= known.characters;
    this.jobs.delete(id);
  }
}

function charactersOf({ outputs }: JobOutcome): number {
  let sum = 0;
  for (const { stdout, stderr, parsed } of outputs) {
    sum += stdout.length + stderr.length;
    // Made of the output, and about as large.
    if (parsed) sum += stdout.length;
  }
  return sum;
}
