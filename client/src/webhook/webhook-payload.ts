/** What the caller `basic` sends. */
export interface BasicPayload {
  readonly id: string;
  /** The device's text, the error's message, or JSON text of an object from command to output. */
  readonly result: string;
}

export type JobEventType = 'job.completed' | 'job.failed' | 'job.canceled' | 'job.expired';

/** What the callers `event`, `standard` (as `data`), `cloudevents`, `rabbitmq` and `kafka` tell of a job. */
export interface JobEvent {
  readonly id: string;
  readonly status: 'finished' | 'failed' | 'canceled' | 'expired';
  readonly event_type: JobEventType;
  readonly final: true;
  /** ISO 8601, UTC, as all times. */
  readonly timestamp: string;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly ended_at: string;
  /** Seconds. */
  readonly duration: number | null;
  readonly driver: string;
  readonly batch_id?: string;
  readonly device: {
    readonly host: string;
    readonly port: number | null;
    readonly device_type: string | null;
  };
  readonly device_name: string;
  readonly operation: string;
  readonly command: readonly string[];
  readonly result: {
    readonly type: 'successful' | 'failed' | 'stopped';
    readonly retval: readonly {
      readonly command: string;
      readonly stdout: string;
      readonly stderr: string;
      readonly exit_status: number;
    }[];
    readonly error: { readonly type: string; readonly message: string } | null;
  };
}

/** What they tell once of a batch, when its last job has ended. */
export interface BatchEvent {
  readonly id: string;
  readonly event_type: 'batch.completed';
  readonly final: true;
  readonly timestamp: string;
  readonly created_at: string;
  readonly ended_at: string;
  readonly duration: number;
  readonly driver: string;
  readonly total: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** A payload, by the caller that sends it; `other` for what a caller of your own sends. */
export type WebhookPayload =
  | { readonly kind: 'basic'; readonly payload: BasicPayload }
  | { readonly kind: 'event'; readonly payload: JobEvent | BatchEvent }
  | {
      readonly kind: 'standard';
      readonly payload: {
        readonly type: string;
        readonly timestamp: string;
        readonly data: JobEvent | BatchEvent;
      };
    }
  | {
      readonly kind: 'cloudevents';
      readonly payload: {
        readonly specversion: string;
        readonly id: string;
        readonly type: string;
        readonly source: string;
        readonly data: JobEvent | BatchEvent;
      };
    }
  | { readonly kind: 'other'; readonly payload: unknown };

/** Which caller a payload is of, by what tells them apart. Its fields are NetPulse's word: the signature vouches for them. */
export function payloadOf(payload: unknown): WebhookPayload {
  if (typeof payload !== 'object' || payload === null) return { kind: 'other', payload };
  const kind = kindOf(payload);
  return { kind, payload } as WebhookPayload;
}

function kindOf(payload: object): WebhookPayload['kind'] {
  if ('specversion' in payload) return 'cloudevents';
  if ('event_type' in payload) return 'event';
  if ('type' in payload && 'timestamp' in payload && 'data' in payload) return 'standard';
  return 'id' in payload && 'result' in payload ? 'basic' : 'other';
}
