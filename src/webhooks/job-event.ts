/** How a job can end, as webhooks name it. */
export const JOB_EVENT_TYPES = ['job.completed', 'job.failed', 'job.canceled', 'job.expired'] as const;
export type JobEventType = (typeof JOB_EVENT_TYPES)[number];

/** Everything that webhooks are told of. */
export const WEBHOOK_EVENT_TYPES = [...JOB_EVENT_TYPES, 'batch.completed'] as const;
export type WebhookEventType = (typeof WEBHOOK_EVENT_TYPES)[number];
export type WebhookEvent = JobEvent | BatchEvent;

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
  /** The batch that the job was submitted in; left out when it was submitted alone. */
  readonly batchId?: string;
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

/** The last job of a batch has ended. Times are ISO 8601, UTC. */
export interface BatchEvent {
  readonly type: 'batch.completed';
  readonly batchId: string;
  readonly driver: string;
  /** How many jobs there were. */
  readonly total: number;
  /** How many of them ended how. */
  readonly counts: Readonly<Record<JobEvent['status'], number>>;
  readonly createdAt: string;
  readonly endedAt: string;
  readonly durationSeconds: number;
}

/** The id of the job, or the batch, that an event is about. */
export function subjectOf(event: WebhookEvent): string {
  return event.type === 'batch.completed' ? event.batchId : event.jobId;
}

/** What an event is about. */
export function kindOf(event: WebhookEvent): 'job' | 'batch' {
  return event.type === 'batch.completed' ? 'batch' : 'job';
}
