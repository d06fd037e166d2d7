import type { HostMatcher } from '../matching/host-matcher.js';
import { hostMatcher, readHost } from '../matching/host-matcher.js';

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
  /** Hosts that may get it; all when there is no such list. */
  readonly hosts: readonly HostMatcher[] | null;
}

/** Names under which stores that are made for other systems too keep a private key (Kubernetes' `ssh-auth` secrets). */
const ALIASES: Readonly<Record<string, CredentialField>> = { private_key: 'pkey', 'ssh-privatekey': 'pkey' };
const HOSTS = 'hosts';

/**
 * Reads what a store has under a credential's name: {@link CREDENTIAL_FIELDS} as text, and `hosts`, a list of addresses, ranges
 * and name patterns or one comma separated text. Other entries of the store are none of NetPulse's business.
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
  const hosts = readHosts(record[HOSTS]);
  return hosts === undefined
    ? { ok: false, fault: 'has hosts that are not addresses, ranges or name patterns' }
    : { ok: true, credential: { fields, hosts } };
}

/** Whether a device, named as in its job, may get the credential. */
export function mayGoTo({ hosts }: Credential, host: string): boolean {
  if (hosts === null) return true;
  const device = readHost(host);
  return hosts.some((matches) => matches(device));
}

function fieldNamed(name: string): CredentialField | undefined {
  return (
    CREDENTIAL_FIELDS.find((field) => field === name) ??
    (Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined)
  );
}

/** Undefined for what cannot be read: a list that is there but not understood must not mean "all hosts". */
function readHosts(value: unknown): readonly HostMatcher[] | null | undefined {
  if (value === undefined || value === null) return null;
  const entries = typeof value === 'string' ? value.split(',').map((entry) => entry.trim()) : value;
  if (!Array.isArray(entries)) return undefined;
  const matchers = entries.map((entry: unknown) =>
    typeof entry === 'string' ? hostMatcher(entry) : undefined,
  );
  return matchers.includes(undefined) ? undefined : matchers.filter((matcher) => matcher !== undefined);
}
