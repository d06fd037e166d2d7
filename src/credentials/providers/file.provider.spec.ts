import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileProvider } from './file.provider.js';

describe('FileProvider', () => {
  let outside: string;
  let root: string;
  let provider: FileProvider;
  beforeEach(() => {
    outside = mkdtempSync(join(tmpdir(), 'netpulse-files-'));
    root = join(outside, 'credentials');
    mkdirSync(root);
    provider = new FileProvider({ credentialsDir: root });
  });
  afterEach(() => rmSync(outside, { recursive: true }));

  const write = (path: string, text: string): void => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };

  it.each(['core', 'core.json'])('reads JSON by the reference "%s"', async (ref) => {
    write('core.json', '{"username": "admin", "hosts": ["10.0.0.0/8"]}');

    expect(await provider.read(ref)).toEqual({ username: 'admin', hosts: ['10.0.0.0/8'] });
  });

  it('reads a folder of fields, and only those', async () => {
    write('site/core/username', 'admin\n');
    write('site/core/password', ' p w \n');
    write('site/core/notes', 'x');

    expect(await provider.read('site/core')).toEqual({ username: 'admin', password: ' p w ' });
  });

  it('reads what Kubernetes mounts, always of one version', async () => {
    write('core/..2026_01/username', 'old');
    write('core/..2026_02/username', 'new');
    symlinkSync('..2026_01', join(root, 'core/..data'));
    symlinkSync('..data/username', join(root, 'core/username'));
    expect(await provider.read('core')).toEqual({ username: 'old' });

    symlinkSync('..2026_02', join(root, 'core/..data_tmp'));
    renameSync(join(root, 'core/..data_tmp'), join(root, 'core/..data'));

    expect(await provider.read('core')).toEqual({ username: 'new' });
  });

  it('reads from a folder that is a link itself', async () => {
    write('core', '{"username": "admin"}');
    symlinkSync(root, join(outside, 'link'));

    expect(await new FileProvider({ credentialsDir: join(outside, 'link') }).read('core')).toEqual({
      username: 'admin',
    });
  });

  it.each(['file', 'folder', 'field'])('follows no link out of its folder: a %s', async (what) => {
    writeFileSync(join(outside, 'username'), '{"username": "root"}');
    if (what === 'file') symlinkSync('../username', join(root, 'core'));
    if (what === 'folder') symlinkSync('..', join(root, 'core'));
    if (what === 'field') {
      mkdirSync(join(root, 'core'));
      symlinkSync('../../username', join(root, 'core/username'));
    }

    await expect(provider.read('core')).rejects.toThrow(
      'is a link that leads out of NETPULSE_CREDENTIALS_DIR',
    );
  });

  it.each([
    '..',
    '../core',
    '/etc/passwd',
    'a/../b',
    '.hidden',
    'a//b',
    'a/',
    '',
    'a\\b',
    'a\0b',
    'a/..data/b',
  ])('refuses the reference %j', (ref) => {
    expect(provider.refFault(ref)).toContain('must be a path');
  });

  it('says what is wrong without showing what is there', async () => {
    write('text', 'hunter2');
    write('large', 'x'.repeat(70_000));

    await expect(provider.read('none')).rejects.toThrow('is not in NETPULSE_CREDENTIALS_DIR');
    await expect(provider.read('text')).rejects.toThrow(/^is a file that does not hold a JSON object$/);
    await expect(provider.read('large')).rejects.toThrow('is a file of more than 64 KiB');
    await expect(new FileProvider({ credentialsDir: null }).read('core')).rejects.toThrow('is not set');
    await expect(new FileProvider({ credentialsDir: join(root, 'gone') }).read('core')).rejects.toThrow(
      'NETPULSE_CREDENTIALS_DIR is not there',
    );
  });
});
