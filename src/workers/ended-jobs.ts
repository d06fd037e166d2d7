import { Injectable } from '@nestjs/common';
import { WORKER_LOST, type JobOutcome } from '../jobs/job-outcome.js';

/** A Redis that forgets what it had acknowledged forgets the last seconds; its jobs come back within a minute. */
const KEPT_MS = 300_000;
/** Of some hundred bytes each. */
const MOST_JOBS = 20_000;
/** Characters of output, over all jobs. */
const MOST_CHARACTERS = 16 * 1024 * 1024;
/** Of one job: a larger output is not kept, only that the job ran. */
const MOST_OF_ONE = MOST_CHARACTERS / 4;

/** Ends that are forgotten together. */
interface Generation {
  readonly outcomes: Map<string, JobOutcome>;
  readonly sinceMs: number;
  characters: number;
}

/**
 * The jobs that this worker has run to their ends lately. A Redis whose replica was promoted before it had heard of an end,
 * or whose machine lost its power, gives the job out again: it is answered from here, and not run a second time.
 */
@Injectable()
export class EndedJobs {
  /** Two, so that none has to be looked for to be forgotten: a full one takes the place of the one before. */
  private recent = aGeneration();
  private former = aGeneration();

  /** To be told of each end that stands, before Redis is. */
  keep(id: string, outcome: JobOutcome): void {
    this.makeRoom();
    const size = charactersOf(outcome);
    const isKept = size <= MOST_OF_ONE;
    this.recent.outcomes.set(id, isKept ? outcome : WORKER_LOST);
    this.recent.characters += isKept ? size : 0;
  }

  /** How the job ended here, if it did. */
  of(id: string): JobOutcome | undefined {
    return this.recent.outcomes.get(id) ?? this.former.outcomes.get(id);
  }

  private makeRoom(): void {
    const { outcomes, characters, sinceMs } = this.recent;
    const isFull = outcomes.size >= MOST_JOBS / 2 || characters >= MOST_CHARACTERS / 2;
    const ageMs = performance.now() - sinceMs;
    if (!isFull && ageMs < KEPT_MS / 2) return;
    this.former = ageMs < KEPT_MS ? this.recent : aGeneration();
    this.recent = aGeneration();
  }
}

function aGeneration(): Generation {
  return { outcomes: new Map(), characters: 0, sinceMs: performance.now() };
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
