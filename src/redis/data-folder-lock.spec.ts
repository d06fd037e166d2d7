import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataFolderInUseError, DataFolderLock } from './data-folder-lock.js';
import { identify } from './process-identity.js';

let folder: string;
const lockFile = (): string => join(folder, 'service.lock');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netpulse-lock-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('is held until it is released', () => {
  const lock = DataFolderLock.take(folder);

  expect(() => DataFolderLock.take(folder)).toThrow(DataFolderInUseError);

  lock.release();
  DataFolderLock.take(folder).release();
  expect(existsSync(lockFile())).toBe(false);
});

it.each([
  ['a process that is gone', JSON.stringify({ pid: 4_194_305, startedAt: '1' })],
  ['an earlier process that had the same id', JSON.stringify({ ...identify(process.pid), startedAt: '1' })],
  ['nobody, cut short by a power failure', ''],
  ['something else', 'hello'],
])('is taken over from %s', (_holder, content) => {
  writeFileSync(lockFile(), content);

  const lock = DataFolderLock.take(folder);

  expect(() => DataFolderLock.take(folder)).toThrow(DataFolderInUseError);
  lock.release();
});
