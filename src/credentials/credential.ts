import { readLimits, type CredentialLimits } from './credential-limits.js';

/** What a credential may fill in of a job's `connection_args`, by the wire names of the drivers; the last three are SNMP's. */
export const CREDENTIAL_FIELDS = [
  'username',
  'password',
  'secret',
  'pkey',
  'passphrase',
  'community',
  'auth_key',
  'priv_key',
] as const;
export type CredentialField = (typeof CREDENTIAL_FIELDS)[number];

/** How a request names a credential. It holds no secret, and is all that the queue keeps. */
export interface CredentialRef {
  /** The provider. */
  readonly name: string;
  /** Which of its credentials. */
  readonly ref: string;
}

/** A login as a provider knows it. */
export interface Credential {
  readonly fields: Readonly<Partial<Record<CredentialField, string>>>;
  readonly limits: CredentialLimits;
}

/** Names under which stores that are made for other systems too keep a private key (Kubernetes' `ssh-auth` secrets). */
const ALIASES: Readonly<Record<string, CredentialField>> = { private_key: 'pkey', 'ssh-privatekey': 'pkey' };

/**
 * Reads what a store has under a credential's name: {@link CREDENTIAL_FIELDS} as text, and its limits. Other entries of the store are none of NetPulse's business.
 *
 * @returns the fault as a predicate, without any value, when it is no credential
 */
export function readCredential(
  record: Readonly<Record<string, unknown>>,
): { ok: true; credential: Credential } | { ok: false; fault: string } {
  const fields: Partial<Record<CredentialField, string>> = {};
  for (const [name, value] of Object.entries(record)) {
    const field = fieldNamed(name);
    if (!field || value === null) continue;
    if (typeof value !== 'string') return { ok: false, fault: `has a ${name} that is not text` };
    fields[field] = value;
  }
  if (Object.keys(fields).length === 0)
    return { ok: false, fault: `has none of ${CREDENTIAL_FIELDS.join(', ')}` };
  const result = readLimits(record);
  return result.ok ? { ok: true, credential: { fields, limits: result.limits } } : result;
}

function fieldNamed(name: string): CredentialField | undefined {
  return (
    CREDENTIAL_FIELDS.find((field) => field === name) ??
    (Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined)
  );
}
