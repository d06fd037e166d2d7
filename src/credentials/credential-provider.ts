import { describePlugin, pluginToken } from '../plugins/plugin.js';

/**
 * Knows logins of devices by a reference. A provider is an injectable class decorated with {@link CredentialSource} and
 * registered by `providePlugin(...)`; a request's `credential.name` finds it. It is asked in the worker, when a job starts.
 */
export interface CredentialProvider {
  /** What is wrong with a reference as such, as a predicate ("must be ..."); null when nothing is. Needs no store. */
  refFault(ref: string): string | null;
  /**
   * What the store has under a reference that {@link refFault} finds nothing wrong with: `username`, `password`, `secret`,
   * `pkey`, `passphrase`, all optional, and what it may be used for: `hosts`, `ports`, `drivers`, `allow_cleartext`.
   *
   * @param signal ends the reading when it takes too long
   * @throws CredentialFault saying why there is nothing
   */
  read(ref: string, signal: AbortSignal): Promise<Readonly<Record<string, unknown>>>;
}

/** Why a provider has nothing to give. The message continues "Credential ... of ... " and holds no value of the store. */
export class CredentialFault extends Error {
  readonly code = 'CREDENTIAL_FAULT';
}

/** The injection token of a credential provider. */
export const credentialToken = (name: string): string => pluginToken('credential', name);

/** Class decorator of a credential provider: the name by which a request's `credential` asks for it. */
export function CredentialSource(name: string, about: { description: string }): ClassDecorator {
  return describePlugin({ kind: 'credential', name, description: about.description, parts: {} });
}
