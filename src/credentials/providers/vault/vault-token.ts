import { readFile } from 'node:fs/promises';
import { CredentialFault } from '../../credential-provider.js';
import type { VaultClient } from './vault-client.js';
import { vaultFault } from './vault-fault.js';

/** How the worker shows Vault who it is. */
export type VaultLogin =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'token file'; readonly path: string }
  | {
      readonly kind: 'approle';
      readonly mount: string;
      readonly roleId: string;
      readonly secretId: string | null;
    };

interface Lease {
  readonly token: string;
  readonly isRenewable: boolean;
  /** Milliseconds of the clock. From here on the token is renewed before use; Infinity for one that does not end. */
  readonly renewAt: number;
  readonly endsAt: number;
}

/** A lease is renewed when this share of it is over, as Vault's own agent does it. */
const RENEW_AFTER = 2 / 3;
const SHORTEST_RENEWAL_MS = 5_000;
const MS_PER_SECOND = 1_000;

/** Has a token for Vault: the given one, or that of an AppRole login, which is renewed in time, or else made anew. */
export class VaultToken {
  private lease: Promise<Lease> | undefined;

  constructor(
    private readonly login: VaultLogin,
    private readonly client: VaultClient,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @throws CredentialFault when there is none to be had */
  async get(signal: AbortSignal): Promise<string> {
    if (this.login.kind === 'token') return this.login.token;
    if (this.login.kind === 'token file') return readToken(this.login.path);
    return (await this.leased(signal)).token;
  }

  /**
   * Another token instead of one that Vault refused, when that was revoked before its time. Vault answers alike when a policy
   * forbids a path, so it is asked which it was: a login for each such request would wear out a limited secret id.
   *
   * @returns undefined when the refused one is still good, or another cannot be had
   */
  async insteadOf(refused: string, signal: AbortSignal): Promise<string | undefined> {
    if (this.login.kind !== 'approle') return undefined;
    const { status } = await this.client.send('auth/token/lookup-self', signal, { token: refused });
    if (status === 200) return undefined;
    const lease = await this.lease;
    if (lease?.token === refused) this.lease = undefined;
    return this.get(signal);
  }

  /** Those who ask at once share one login. */
  private async leased(signal: AbortSignal): Promise<Lease> {
    const known = this.lease;
    const lease = await known?.catch(() => undefined);
    if (lease && this.now() < lease.renewAt) return lease;
    if (this.lease !== known && this.lease !== undefined) return this.lease;
    const next = this.next(lease, signal);
    this.lease = next;
    return next;
  }

  private async next(lease: Lease | undefined, signal: AbortSignal): Promise<Lease> {
    if (lease?.isRenewable === true && this.now() < lease.endsAt) {
      const renewed = await this.renew(lease.token, signal);
      if (renewed) return renewed;
    }
    return this.logIn(signal);
  }

  private async renew(token: string, signal: AbortSignal): Promise<Lease | undefined> {
    const { status, body } = await this.client.send('auth/token/renew-self', signal, {
      method: 'POST',
      token,
      body: {},
    });
    const lease = status === 200 ? this.leaseOf(body) : undefined;
    // One that nears its longest life (`token_max_ttl`) is renewed for ever less: then a login is due.
    return lease && lease.endsAt - this.now() >= SHORTEST_RENEWAL_MS && lease.endsAt !== Infinity
      ? lease
      : undefined;
  }

  private async logIn(signal: AbortSignal): Promise<Lease> {
    if (this.login.kind !== 'approle') throw new Error('Only AppRole logs in');
    const { mount, roleId, secretId } = this.login;
    const body = { role_id: roleId, ...(secretId === null ? {} : { secret_id: secretId }) };
    const answer = await this.client.send(`auth/${mount}/login`, signal, { method: 'POST', body });
    const lease = answer.status === 200 ? this.leaseOf(answer.body) : undefined;
    if (!lease) throw vaultFault(answer.status, 'the AppRole login failed: ');
    return lease;
  }

  private leaseOf(body: unknown): Lease | undefined {
    const { auth } = (body ?? {}) as {
      auth?: { client_token?: unknown; lease_duration?: unknown; renewable?: unknown };
    };
    if (typeof auth?.client_token !== 'string') return undefined;
    const seconds = typeof auth.lease_duration === 'number' ? auth.lease_duration : 0;
    // A token without a lease does not end by itself.
    const lastsMs = seconds === 0 ? Infinity : seconds * MS_PER_SECOND;
    return {
      token: auth.client_token,
      isRenewable: auth.renewable === true,
      renewAt: this.now() + lastsMs * RENEW_AFTER,
      endsAt: this.now() + lastsMs,
    };
  }
}

async function readToken(path: string): Promise<string> {
  const token = await readFile(path, 'utf8').catch(() => undefined);
  if (token === undefined)
    throw new CredentialFault('cannot be read: the file of NETPULSE_VAULT_TOKEN_PATH cannot be read');
  const trimmed = token.trim();
  if (!/^[\x21-\x7e]+$/.test(trimmed))
    throw new CredentialFault('cannot be read: the file of NETPULSE_VAULT_TOKEN_PATH holds no token');
  return trimmed;
}
