/** What a worker says of itself with every heartbeat. */
export interface WorkerRecord {
  readonly name: string;
  readonly hostname: string;
  readonly pid: number;
  readonly queues: readonly string[];
  readonly status: 'running' | 'paused' | 'draining';
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly lastHeartbeat: number;
  readonly concurrency: number;
  readonly jobsRunning: number;
  readonly jobsDone: number;
  readonly jobsFailed: number;
  readonly sessionsInUse: number;
  readonly sessionsIdle: number;
}

/** A worker writes this often. */
export const HEARTBEAT_MS = 5_000;
/** A worker that has missed two heartbeats is taken for dead. */
export const DEAD_AFTER_MS = 15_000;
