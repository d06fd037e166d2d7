/** The ways in which a job ends. */
export const ENDED_STATUSES = ['finished', 'failed', 'canceled', 'expired'] as const;
export type EndedStatus = (typeof ENDED_STATUSES)[number];

/** Every status of a job. */
export const JOB_STATUSES = ['queued', 'started', ...ENDED_STATUSES] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/** What one command brought. */
export interface JobOutput {
  readonly command: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exitStatus: number;
  /** Structured data, where the driver or a parser made some. */
  readonly parsed?: object | null;
  /** Why the parser that the job asked for made none; left out when it did. */
  readonly parseError?: JobError;
  readonly durationSeconds: number;
  /** Whether the device session was open already. */
  readonly sessionReused: boolean;
}

/** What a test of a device found. */
export interface DeviceTestFindings {
  /** From the connect to the session that is ready for a command. */
  readonly connectSeconds: number;
  /** Until a session that was ready answered a sign of life. */
  readonly responseSeconds: number;
  readonly prompt: string | null;
  readonly remoteVersion: string | null;
  /** The platform, where the driver found it out. */
  readonly deviceType?: string;
  /** What the device says that it can do, where it does. */
  readonly capabilities?: readonly string[];
}

/** How a job ended, as it is stored. */
export interface JobOutcome {
  readonly status: EndedStatus;
  readonly outputs: readonly JobOutput[];
  readonly error: JobError | null;
  /** Left out by jobs other than tests. */
  readonly test?: DeviceTestFindings;
}

/** Why a job did not finish. */
export interface JobError {
  /** Stable name. */
  readonly type: string;
  /** One sentence for a human, without secrets. */
  readonly message: string;
}

/** What a job is told about that Bull declared dead together with its worker. */
export const WORKER_LOST: JobOutcome = {
  status: 'failed',
  outputs: [],
  error: {
    type: 'WorkerLost',
    message:
      'The worker died while it ran the job; what the device did is not known, and the job is not run again',
  },
};

/** What a job is told that waited longer than its `ttl`. @param attempts how often it had been run before */
export function expiredAfter(
  ttlSeconds: number,
  attempts: number,
): JobOutcome & { readonly error: JobError } {
  const not = attempts === 0 ? 'not run' : 'not run again';
  const message = `The job waited longer than its ttl of ${ttlSeconds} s and was ${not}`;
  return { status: 'expired', outputs: [], error: { type: 'Expired', message } };
}
