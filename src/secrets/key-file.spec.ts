import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyFileError, readOrCreateKeyFile } from './key-file.js';

describe('readOrCreateKeyFile', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'netpulse-key-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('makes a key that only its owner can read, and keeps it', () => {
    const path = join(folder, 'data', 'api-key');

    expect(readOrCreateKeyFile(path, () => 'first')).toBe('first');
    expect(readOrCreateKeyFile(path, () => 'second')).toBe('first');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('refuses an empty file and says what to do', () => {
    const path = join(folder, 'api-key');
    writeFileSync(path, '\n');

    expect(() => readOrCreateKeyFile(path, () => 'key')).toThrow(/is empty; delete it/);
  });

  it('names the folder that it cannot write to', () => {
    writeFileSync(join(folder, 'file'), '');
    chmodSync(folder, 0o700);

    expect(() => readOrCreateKeyFile(join(folder, 'file', 'api-key'), () => 'key')).toThrow(KeyFileError);
  });
});
