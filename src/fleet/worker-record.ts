import type { PlacedProcess } from '../redis/placed-process.js';

/** What is known of a worker: its latest heartbeat. */
export interface WorkerRecord extends WorkerReport {
  /** Milliseconds since the epoch, by the clock of Redis. */
  readonly lastHeartbeat: number;
}

/** What a worker says of itself with every heartbeat. */
export interface WorkerReport {
  readonly name: string;
  readonly hostname: string;
  readonly pid: number;
  readonly queues: readonly string[];
  readonly status: 'running' | 'paused' | 'draining';
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly concurrency: number;
  readonly jobsRunning: number;
  readonly jobsDone: number;
  readonly jobsFailed: number;
  readonly sessionsInUse: number;
  readonly sessionsIdle: number;
  /** Where its process can be looked for; a record without it is of a worker whose system does not tell. */
  readonly process?: PlacedProcess;
  /** What it holds in Redis, for others to free when its process is seen to be gone. Earlier versions say nothing. */
  readonly holds?: WorkerHolds;
}

/** What a worker's death leaves behind. */
export interface WorkerHolds {
  /** Its right to the devices that it has. */
  readonly lease: string;
  /** What it locks its jobs with in Bull. */
  readonly lockToken: string;
}

/** A worker writes this often. */
export const HEARTBEAT_MS = 2_000;
/** A worker that has missed three heartbeats is taken for dead. */
export const DEAD_AFTER_MS = 7_000;
