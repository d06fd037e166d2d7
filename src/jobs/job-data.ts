import type { ActorName } from '../auth/actor.js';
import type { CredentialRef } from '../credentials/credential.js';
import type { JobRetry } from './job-retry.js';
import type { Sealed } from '../secrets/sealer.js';
import type { Parsing, Rendering } from '../templates/template-checker.js';
import type { SealedWebhook } from '../webhooks/webhook.js';

/** What a job does on its device: run commands, enter configuration lines, or only log in and see. */
export type JobOperation = 'command' | 'config' | 'test';

/** What a request brings for its driver, in the form that the driver's DTO classes gave it. */
export interface JobArguments {
  /** `connection_args`. */
  readonly connection: object;
  /** `driver_args`: answers, environments and files may be as secret as a login. */
  readonly driver: object;
  /** What makes the configuration or the commands: its context may hold secrets. Left out by jobs that bring them. */
  readonly rendering?: Rendering;
}

/** What Bull keeps of a submitted job. Credentials are in it only sealed. */
export interface JobData {
  readonly driver: string;
  readonly device: { readonly host: string; readonly port: number; readonly deviceType: string | null };
  /** Hosts on the way to the device (jump hosts); left out when there are none. */
  readonly via?: readonly string[];
  readonly deviceName: string | null;
  readonly operation: JobOperation;
  readonly commands: readonly string[];
  readonly args: Sealed<JobArguments>;
  /** Where the worker finds what the arguments lack of the login; left out by jobs that bring all of it. */
  readonly credential?: CredentialRef;
  /** What is made of the outputs; left out by jobs that want them as they are. */
  readonly parsing?: Parsing;
  readonly webhook: SealedWebhook | null;
  /** Sentences about what of the request has no effect; left out when there is nothing to say. */
  readonly warnings?: readonly string[];
  /** When it is run again; left out by jobs that are run once, whatever comes. */
  readonly retry?: JobRetry;
  /** The batch that the job was submitted in; left out when it was submitted alone. */
  readonly batchId?: string;
  /** Stands for the `Idempotency-Key` of the request; left out when it had none. */
  readonly idempotencyDigest?: string;
  /** Who submitted it; missing in what an earlier version has stored. */
  readonly by?: ActorName;
  /** What carries on the trace of the request that submitted it (W3C Trace Context); left out when there is none. */
  readonly traceparent?: string;
  /** How long the job may wait for a worker. */
  readonly ttlSeconds: number;
  readonly executionTimeoutSeconds: number;
  /** How long the job's record is kept once it has ended. */
  readonly resultTtlSeconds: number;
}

/** What the sealed arguments are bound to. */
export const ARGUMENTS_CONTEXT = 'arguments';
