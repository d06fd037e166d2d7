import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from './settings.js';

const credentialsOf = (environment: NodeJS.ProcessEnv): unknown =>
  Object.fromEntries(readSettings(environment).environmentCredentials);

describe('credentials in the environment', () => {
  it('are found by their names, which may have underscores', () => {
    const environment = {
      NETPULSE_CREDENTIAL_LAB_USERNAME: 'admin',
      NETPULSE_CREDENTIAL_LAB_PASSWORD: ' with blanks ',
      NETPULSE_CREDENTIAL_CORE_EU_1_PASSWORD: 'pw',
      NETPULSE_CREDENTIAL_CORE_EU_1_SECRET: '',
      NETPULSE_CREDENTIAL_AUTH_KEY_AUTH_KEY: 'snmp',
    };

    expect(credentialsOf(environment)).toEqual({
      LAB: { username: 'admin', password: ' with blanks ' },
      CORE_EU_1: { password: 'pw' },
      AUTH_KEY: { auth_key: 'snmp' },
    });
  });

  it('may lie in files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'netpulse-credentials-'));
    const path = join(folder, 'password');
    writeFileSync(path, 'from the file\n');
    try {
      expect(credentialsOf({ NETPULSE_CREDENTIAL_LAB_PASSWORD_FILE: path })).toEqual({
        LAB: { password: 'from the file' },
      });
      expect(() => readSettings({ NETPULSE_CREDENTIAL_LAB_PASSWORD_FILE: `${path}.none` })).toThrow(
        'NETPULSE_CREDENTIAL_LAB_PASSWORD_FILE names a file that cannot be read',
      );
      writeFileSync(`${path}.empty`, '\n');
      expect(() => readSettings({ NETPULSE_CREDENTIAL_LAB_HOSTS_FILE: `${path}.empty` })).toThrow(
        'NETPULSE_CREDENTIAL_LAB_HOSTS_FILE names a file that is empty',
      );
      const both = { NETPULSE_CREDENTIAL_LAB_PASSWORD: 'x', NETPULSE_CREDENTIAL_LAB_PASSWORD_FILE: path };
      expect(() => readSettings(both)).toThrow('NETPULSE_CREDENTIAL_LAB_PASSWORD is set, and its _FILE too');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('stop the start when a field is misspelt, without showing its value', () => {
    const start = () => readSettings({ NETPULSE_CREDENTIAL_LAB_PASWORD: 'hunter2' });

    expect(start).toThrow('NETPULSE_CREDENTIAL_LAB_PASWORD is no part of a credential; allowed:');
    expect(start).not.toThrow('hunter2');
  });
});
