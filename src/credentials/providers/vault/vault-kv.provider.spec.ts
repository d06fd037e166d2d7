import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VaultServer } from '../../../../test/lab/vault/vault-server.js';
import { readSettings } from '../../../config/settings.js';
import { VaultKvProvider } from './vault-kv.provider.js';

const never = new AbortController().signal;
const LOGIN = { username: 'admin', password: 'pw' };

let vault: VaultServer;
beforeEach(async () => {
  vault = await VaultServer.start({
    secrets: { 'netpulse/core': LOGIN, 'network/eu/r1': LOGIN, other: LOGIN },
  });
});
afterEach(() => vault.stop());

function provider(environment: Record<string, string> = {}): VaultKvProvider {
  const token = 'NETPULSE_VAULT_ROLE_ID' in environment ? {} : { NETPULSE_VAULT_TOKEN: vault.rootToken };
  return new VaultKvProvider(readSettings({ NETPULSE_VAULT_URL: vault.url, ...token, ...environment }));
}

const appRole = (): VaultKvProvider =>
  provider({ NETPULSE_VAULT_ROLE_ID: vault.roleId, NETPULSE_VAULT_SECRET_ID: vault.secretId });

describe('vault_kv by a token', () => {
  it('reads a secret, in its namespace', async () => {
    expect(await provider({ NETPULSE_VAULT_NAMESPACE: 'team' }).read('netpulse/core', never)).toEqual(LOGIN);

    expect(vault.calls).toMatchObject([
      {
        method: 'GET',
        path: 'secret/data/netpulse/core',
        headers: { 'x-vault-token': 'root-token', 'x-vault-namespace': 'team', 'x-vault-request': 'true' },
      },
    ]);
  });

  it('reads the token that an agent keeps in a file, each time', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'netpulse-vault-'));
    const path = join(folder, 'token');
    writeFileSync(path, 'outdated\n');
    const reader = provider({ NETPULSE_VAULT_TOKEN_PATH: path });
    try {
      await expect(reader.read('netpulse/core', never)).rejects.toThrow('Vault denied it');
      writeFileSync(path, `${vault.rootToken}\n`);

      expect(await reader.read('netpulse/core', never)).toEqual(LOGIN);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    ['netpulse', 'netpulse/core', true],
    ['netpulse', 'other', false],
    ['net', 'netpulse/core', false],
    ['a, netpulse/core', 'netpulse/core', true],
    ['netpulse/core/deeper', 'netpulse/core', false],
    ['network/*/r1', 'network/eu/r1', true],
    ['network/*/r2', 'network/eu/r1', false],
    ['*', 'other', true],
  ])('with NETPULSE_VAULT_PATHS=%s may read %s: %s', async (paths, ref, isAllowed) => {
    const reading = provider({ NETPULSE_VAULT_PATHS: paths }).read(ref, never);

    if (isAllowed) expect(await reading).toEqual(LOGIN);
    else await expect(reading).rejects.toThrow('is not below one of NETPULSE_VAULT_PATHS');
    expect(vault.calls).toHaveLength(isAllowed ? 1 : 0);
  });

  it.each(['', '/', 'a//b', '../sys', 'netpulse/../../sys/x', 'a?version=1', 'a#b', 'a%2e', 'a b'])(
    'refuses the reference %j',
    (ref) => {
      expect(provider().refFault(ref)).toContain('must be a path');
    },
  );
});

describe('vault_kv by AppRole', () => {
  it('logs in once for all who ask at once', async () => {
    const reader = appRole();

    await Promise.all([reader.read('netpulse/core', never), reader.read('netpulse/core', never)]);

    expect(vault.paths.filter((path) => path === 'auth/approle/login')).toHaveLength(1);
  });

  it('renews its token in time', async () => {
    const now = vi.spyOn(performance, 'now');
    const start = performance.now();
    const reader = appRole();
    await reader.read('netpulse/core', never);
    vault.calls.splice(0);

    now.mockReturnValue(start + 3_000_000);
    await reader.read('netpulse/core', never);

    expect(vault.paths).toEqual(['auth/token/renew-self', 'secret/data/netpulse/core']);
  });

  it.each([
    ['it has run out', 3_601_000, 3_600],
    ['renewing gives it hardly any time more', 3_000_000, 2],
  ])('logs in again when %s', async (_when, passedMs, leaseSeconds) => {
    const now = vi.spyOn(performance, 'now');
    const start = performance.now();
    const reader = appRole();
    await reader.read('netpulse/core', never);
    vault.calls.splice(0);
    vault.leaseSeconds = leaseSeconds;

    now.mockReturnValue(start + passedMs);
    await reader.read('netpulse/core', never);

    expect(vault.paths.slice(-2)).toEqual(['auth/approle/login', 'secret/data/netpulse/core']);
  });

  it('logs in again when its token was revoked', async () => {
    const reader = appRole();
    await reader.read('netpulse/core', never);
    vault.revokeTokens();

    expect(await reader.read('netpulse/core', never)).toEqual(LOGIN);
  });

  it('does not log in again for a path that its policy forbids', async () => {
    await expect(appRole().read('netpulse/forbidden', never)).rejects.toThrow('Vault denied it');

    expect(vault.paths.filter((path) => path === 'auth/approle/login')).toHaveLength(1);
  });

  it('says that the login failed, and with what neither it nor Vault says', async () => {
    const reader = provider({
      NETPULSE_VAULT_ROLE_ID: vault.roleId,
      NETPULSE_VAULT_SECRET_ID: 'wrong-secret-id',
    });

    await expect(reader.read('netpulse/core', never)).rejects.toThrow(
      /^cannot be read: the AppRole login failed: Vault refused the request \(HTTP 400\)$/,
    );
  });
});

describe('vault_kv', () => {
  it.each([
    [503, 'Vault is sealed or in maintenance (HTTP 503)'],
    [307, 'it redirects, which is not followed'],
    [500, 'Vault failed (HTTP 500)'],
    [404, 'is not in Vault, was deleted, or secret is no KV version 2 engine'],
  ])('tells what HTTP %i means', async (status, message) => {
    vault.failure = status;

    await expect(provider().read('netpulse/core', never)).rejects.toThrow(message);
  });

  it('waits no longer than it may', async () => {
    vault.isSilent = true;

    await expect(provider({ NETPULSE_VAULT_TIMEOUT: '1' }).read('netpulse/core', never)).rejects.toThrow(
      'Vault did not answer within 1 s',
    );
  });

  it('says that nobody is there', async () => {
    const reader = provider({ NETPULSE_VAULT_URL: 'http://127.0.0.1:1' });

    await expect(reader.read('netpulse/core', never)).rejects.toThrow(
      /^cannot be read: Vault is not reached \(\w+/,
    );
  });

  it('says that it is not set up', async () => {
    await expect(new VaultKvProvider(readSettings({})).read('netpulse/core', never)).rejects.toThrow(
      'are not set',
    );
  });

  it('is not taken in by something that is no Vault', async () => {
    const other = createServer((_request, response) => response.end('<html>')).listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    try {
      await expect(
        provider({ NETPULSE_VAULT_URL: `http://127.0.0.1:${port}` }).read('netpulse/core', never),
      ).rejects.toThrow('did not answer as its KV version 2 engine does');
    } finally {
      other.closeAllConnections();
      other.close();
    }
  });
});
