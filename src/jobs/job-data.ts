import type { CredentialRef } from '../credentials/credential.js';
import type { Sealed } from '../secrets/sealer.js';
import type { SealedWebhook } from '../webhooks/webhook.js';

/** What a job does on its device: run commands, enter configuration lines, or only log in and see. */
export type JobOperation = 'command' | 'config' | 'test';

/** What Bull keeps of a submitted job. Credentials are in it only sealed. */
export interface JobData {
  readonly driver: string;
  readonly device: { readonly host: string; readonly port: number; readonly deviceType: string | null };
  readonly deviceName: string | null;
  readonly operation: JobOperation;
  readonly commands: readonly string[];
  readonly driverArgs: object;
  readonly connection: Sealed<object>;
  /** Where the worker finds what `connection` lacks of the login; left out by jobs that bring all of it. */
  readonly credential?: CredentialRef;
  readonly webhook: SealedWebhook | null;
  /** The batch that the job was submitted in; left out when it was submitted alone. */
  readonly batchId?: string;
  /** How long the job may wait for a worker. */
  readonly ttlSeconds: number;
  readonly executionTimeoutSeconds: number;
  /** How long the job's record is kept once it has ended. */
  readonly resultTtlSeconds: number;
}

/** What the sealed connection arguments are bound to. */
export const CONNECTION_CONTEXT = 'connection';
