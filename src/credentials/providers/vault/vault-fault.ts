import { CredentialFault } from '../../credential-provider.js';

/** Vault's own numbers beside those of HTTP (https://developer.hashicorp.com/vault/api-docs#http-status-codes). */
const STATUS: Readonly<Record<number, string>> = {
  400: 'Vault refused the request',
  403: 'Vault denied it: the policy does not allow it, or the token is no longer valid',
  412: 'this Vault node is behind its leader',
  429: 'Vault limits the rate of requests',
  472: 'this Vault node is a standby of another site',
  473: 'this Vault node is a standby',
  502: 'Vault is not reached by the proxy before it',
  503: 'Vault is sealed or in maintenance',
};

/** Says in one sentence what an answer other than a success means. */
export function vaultFault(status: number, doing = ''): CredentialFault {
  const isRedirect = status >= 300 && status < 400;
  const meaning = isRedirect
    ? 'it redirects, which is not followed: name the active node in NETPULSE_VAULT_URL'
    : (STATUS[status] ?? 'Vault failed');
  return new CredentialFault(`cannot be read: ${doing}${meaning} (HTTP ${status})`);
}
