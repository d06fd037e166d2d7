/** How a job can end, as webhooks name it. */
export const JOB_EVENT_TYPES = ['job.completed', 'job.failed', 'job.canceled', 'job.expired'] as const;
export type JobEventType = (typeof JOB_EVENT_TYPES)[number];

/** One command and what the device answered. */
export interface EventOutput {
  readonly command: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exitStatus: number;
}

/**
 * What happened to a job: everything that a caller may tell the outside world. It is complete in itself, so that a
 * delivery can be made and replayed after the job's own record is gone. Holds no credentials. Times are ISO 8601, UTC.
 */
export interface JobEvent {
  readonly type: JobEventType;
  readonly jobId: string;
  readonly status: 'finished' | 'failed' | 'canceled' | 'expired';
  readonly driver: string;
  readonly device: { readonly host: string; readonly port: number; readonly deviceType: string | null };
  readonly deviceName: string | null;
  /** Whether `commands` were run or, as configuration lines, entered. */
  readonly operation: 'command' | 'config';
  readonly commands: readonly string[];
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string;
  readonly durationSeconds: number | null;
  readonly result: {
    readonly outputs: readonly EventOutput[];
    readonly error: { readonly type: string; readonly message: string } | null;
  };
}
