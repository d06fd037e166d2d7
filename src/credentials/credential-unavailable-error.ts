import type { CredentialRef } from './credential.js';

/** A job's credential cannot be had; `result.error.type` of the job. The message names it and the fault, never a value. */
export class CredentialUnavailableError extends Error {
  readonly code = 'CREDENTIAL_UNAVAILABLE';
  readonly type = 'CredentialUnavailable';

  /** @param fault continues the sentence: "is not there" */
  constructor({ name, ref }: CredentialRef, fault: string, options?: ErrorOptions) {
    super(`Credential "${ref}" of ${name} ${fault}`, options);
  }
}
