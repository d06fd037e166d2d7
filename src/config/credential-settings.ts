import * as parse from './parsers.js';
import { secret, setting } from './setting-definition.js';

/** Where logins of devices come from that no request brings. */
export const CREDENTIAL_SETTINGS = {
  credentialsDir: setting(
    'NETPULSE_CREDENTIALS_DIR',
    parse.optional(parse.text),
    '',
    'Folder that `credential: {"name": "file"}` reads logins from. Empty: none.',
  ),
  credentialsCacheSeconds: setting(
    'NETPULSE_CREDENTIALS_CACHE',
    parse.integer(0, 300),
    '5',
    'Seconds a credential stays in memory after it was read; 0 asks its store for each job.',
  ),
  vaultUrl: setting(
    'NETPULSE_VAULT_URL',
    parse.optional(parse.httpOrigin),
    '',
    'HashiCorp Vault that `credential: {"name": "vault_kv"}` reads from, such as `https://vault:8200`. Empty: none.',
  ),
  vaultToken: secret('NETPULSE_VAULT_TOKEN', parse.printable, 'Token for Vault, when there is no AppRole.'),
  vaultTokenPath: setting(
    'NETPULSE_VAULT_TOKEN_PATH',
    parse.optional(parse.text),
    '',
    'File in which an agent keeps the token for Vault, read each time; instead of `NETPULSE_VAULT_TOKEN`.',
  ),
  vaultRoleId: setting(
    'NETPULSE_VAULT_ROLE_ID',
    parse.optional(parse.printable),
    '',
    'Role of the AppRole login to Vault; wins over a token.',
  ),
  vaultSecretId: secret('NETPULSE_VAULT_SECRET_ID', parse.printable, 'Secret id of the AppRole login.'),
  vaultAppRoleMount: setting(
    'NETPULSE_VAULT_APPROLE_MOUNT',
    parse.vaultPath,
    'approle',
    'Where in Vault AppRole is enabled.',
  ),
  vaultNamespace: setting(
    'NETPULSE_VAULT_NAMESPACE',
    parse.optional(parse.vaultPath),
    '',
    'Namespace of Vault (Enterprise, OpenBao). Empty: the root.',
  ),
  vaultMount: setting(
    'NETPULSE_VAULT_MOUNT',
    parse.vaultPath,
    'secret',
    'Where in Vault the KV v2 engine is.',
  ),
  vaultPaths: setting(
    'NETPULSE_VAULT_PATHS',
    parse.list,
    'netpulse',
    'Paths, comma separated, that requests may name, each with all below; `*` stands for one segment.',
  ),
  vaultTimeoutSeconds: setting(
    'NETPULSE_VAULT_TIMEOUT',
    parse.integer(1, 30),
    '5',
    'Seconds Vault gets for an answer.',
  ),
} as const;
