import type { BatchCountsDto, BatchDto } from '../../src/jobs/batches/batch.dto.js';
import type { JobDto } from '../../src/jobs/job.dto.js';

/** What a client wanted of a job besides that it runs. */
export type Wish = 'run' | 'cancel' | 'expire';

/** A job as its client knows it. Times are milliseconds since the run began. */
export interface Submission {
  /** Each on its own, no other job has it. */
  readonly commands: readonly string[];
  readonly device: string;
  readonly wish: Wish;
  /** How often it may be run, altogether. */
  readonly mostRuns: number;
  /** Answered with 202. Null: refused, or nobody knows. */
  accepted: { readonly id: string; readonly at: number } | null;
}

/** A request for many jobs. */
export interface BatchSubmission {
  readonly jobs: readonly Submission[];
  /** As a job's. */
  accepted: Submission['accepted'];
}

export interface DeviceEvent {
  readonly at: number;
  readonly device: string;
  readonly session: number;
  readonly what: 'opened' | 'closed' | 'began' | 'ended';
  /** Empty for what happens to a session. */
  readonly command: string;
}

/** What an `event` webhook says about a batch, as far as it is judged. */
export interface BatchWebhookBody {
  readonly id: string;
  readonly event_type: 'batch.completed';
  readonly ended_at: string;
  /** Of its jobs, those that ended. */
  readonly counts: Partial<BatchCountsDto>;
}

/** What it says about a job, as far as it is judged. */
export interface WebhookBody {
  readonly id: string;
  readonly status: string;
  readonly ended_at: string;
  readonly result: {
    readonly retval: readonly { readonly command: string; readonly stdout: string }[];
    readonly error: { readonly type: string; readonly message: string } | null;
  };
}

/** How a webhook was answered. */
export type ReceiverAnswer = 'ok' | 'refused' | 'reset' | 'silence';

/** A webhook that arrived. */
export interface Told<Body = WebhookBody> {
  readonly at: number;
  readonly answer: ReceiverAnswer;
  readonly body: Body;
}

/** What the run did to the processes. */
export interface Deed {
  readonly at: number;
  readonly what: string;
}

/** Open file descriptors of a process that lives at the end. */
export interface Handles {
  readonly process: string;
  readonly atStart: number;
  /** Without the connections that clients keep open to it. */
  readonly atRest: number;
}

/** Everything that happened in a run: what is judged, and what a failing seed is examined by. */
export class History {
  readonly submissions: Submission[] = [];
  readonly deviceEvents: DeviceEvent[] = [];
  readonly batches: BatchSubmission[] = [];
  readonly told: Told[] = [];
  readonly toldOfBatches: Told<BatchWebhookBody>[] = [];
  readonly deeds: Deed[] = [];
  /** The records of accepted jobs, by id, as they are at the end. */
  readonly records = new Map<string, JobDto>();
  /** The same of batches. */
  readonly batchRecords = new Map<string, BatchDto>();
  /** Processes that ended though nobody had killed them. */
  readonly crashes: Deed[] = [];
  /** Process ids of the workers that were killed, or cut off from Redis. */
  readonly lostWorkers = new Set<number>();
  handles: Handles[] = [];
  /** Keys in Redis that should be empty by now, with how much is in them. */
  leftovers: Readonly<Record<string, number>> = {};
  private readonly begin = performance.now();
  private readonly beganAt = Date.now();

  /** Milliseconds since the run began. */
  get now(): number {
    return Math.round((performance.now() - this.begin) * 10) / 10;
  }

  /** How long after an end, by its time of day, something happened that is `at` milliseconds into the run. */
  since(endedAt: string, at: number): number {
    return this.beganAt + at - Date.parse(endedAt);
  }

  crashed(what: string): void {
    this.crashes.push({ at: this.now, what });
    this.did(what);
  }

  did(what: string): void {
    this.deeds.push({ at: this.now, what });
  }

  toJSON(): object {
    return {
      deeds: this.deeds,
      submissions: this.submissions,
      batches: this.batches.map(({ accepted }) => accepted),
      records: [...this.records.values()],
      batchRecords: [...this.batchRecords.values()],
      told: this.told,
      toldOfBatches: this.toldOfBatches,
      crashes: this.crashes,
      handles: this.handles,
      leftovers: this.leftovers,
      deviceEvents: this.deviceEvents,
    };
  }
}
