import { Inject } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../../config/settings.js';
import { CredentialFault, CredentialSource, type CredentialProvider } from '../../credential-provider.js';
import { isAllowedPath } from './allowed-paths.js';
import { VaultClient, type VaultAnswer } from './vault-client.js';
import { vaultFault } from './vault-fault.js';
import { VaultToken, type VaultLogin } from './vault-token.js';

type VaultSettings = Pick<
  Settings,
  | 'vaultUrl'
  | 'vaultToken'
  | 'vaultTokenPath'
  | 'vaultRoleId'
  | 'vaultSecretId'
  | 'vaultAppRoleMount'
  | 'vaultNamespace'
  | 'vaultMount'
  | 'vaultPaths'
  | 'vaultTimeoutSeconds'
>;

/** How the worker reaches its Vault. */
interface Vault {
  readonly client: VaultClient;
  readonly token: VaultToken;
}

/** Neither empty nor dots alone: what Vault and every proxy read as one segment. */
const SEGMENT = /^(?!\.+$)[\w.@:-]+$/;
const MS_PER_SECOND = 1_000;

/** `name: "vault_kv"`: secrets of HashiCorp Vault's KV version 2 engine (or OpenBao's); `ref` is the path in its mount. */
@CredentialSource('vault_kv', { description: "A secret in HashiCorp Vault's KV version 2 engine." })
export class VaultKvProvider implements CredentialProvider {
  private readonly vault: Vault | null;

  constructor(@Inject(SETTINGS) private readonly settings: VaultSettings) {
    this.vault = vaultOf(settings);
  }

  refFault(ref: string): string | null {
    return ref.split('/').every((segment) => SEGMENT.test(segment))
      ? null
      : 'must be a path such as netpulse/core, of letters, digits and "_.@:-"';
  }

  async read(ref: string, signal: AbortSignal): Promise<Readonly<Record<string, unknown>>> {
    const { vault, settings } = this;
    if (!vault)
      throw new CredentialFault(
        'cannot be read: NETPULSE_VAULT_URL and a token or NETPULSE_VAULT_ROLE_ID are not set',
      );
    if (!isAllowedPath(ref, settings.vaultPaths))
      throw new CredentialFault('is not below one of NETPULSE_VAULT_PATHS');
    const path = `${settings.vaultMount}/data/${ref}`;
    const answer = await ask(vault, path, signal);
    if (answer.status === 404)
      throw new CredentialFault(
        `is not in Vault, was deleted, or ${settings.vaultMount} is no KV version 2 engine`,
      );
    if (answer.status !== 200) throw vaultFault(answer.status);
    return secretOf(answer.body);
  }
}

async function ask({ client, token }: Vault, path: string, signal: AbortSignal): Promise<VaultAnswer> {
  const first = await token.get(signal);
  const answer = await client.send(path, signal, { token: first });
  if (answer.status !== 403) return answer;
  const second = await token.insteadOf(first, signal);
  return second === undefined ? answer : client.send(path, signal, { token: second });
}

/** `{data: {data: {...}, metadata: {...}}}`; version 1 has the secret one level higher. */
function secretOf(body: unknown): Readonly<Record<string, unknown>> {
  const { data } = (body ?? {}) as { data?: { data?: unknown } | null };
  const secret = data?.data;
  if (typeof secret === 'object' && secret !== null && !Array.isArray(secret))
    return secret as Record<string, unknown>;
  throw new CredentialFault('cannot be read: Vault did not answer as its KV version 2 engine does');
}

function vaultOf(settings: VaultSettings): Vault | null {
  const login = loginOf(settings);
  if (settings.vaultUrl === null || !login) return null;
  const client = new VaultClient({
    url: settings.vaultUrl,
    namespace: settings.vaultNamespace,
    timeoutMs: settings.vaultTimeoutSeconds * MS_PER_SECOND,
  });
  return { client, token: new VaultToken(login, client) };
}

function loginOf(settings: VaultSettings): VaultLogin | null {
  const { vaultRoleId: roleId, vaultSecretId: secretId, vaultAppRoleMount: mount } = settings;
  if (roleId !== null) return { kind: 'approle', mount, roleId, secretId };
  if (settings.vaultTokenPath !== null) return { kind: 'token file', path: settings.vaultTokenPath };
  return settings.vaultToken === null ? null : { kind: 'token', token: settings.vaultToken };
}
