import type { SFTPWrapper, Stats } from 'ssh2';
import { randomBytes } from 'node:crypto';
import type { UploadArgs } from './file-transfer-args.js';
import { contentOf, sha256Of } from './is-hash-of-content.js';
import { asked, readAll, writeAll } from './sftp-files.js';

/** What was transferred, as `parsed` of the result tells it. */
export interface TransferredFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  /** Octal permissions. */
  readonly mode: string;
}

/** A file that is not on the host as it was sent. */
export class DamagedFileError extends Error {
  readonly code = 'DAMAGED_FILE';
}

const PERMISSIONS = 0o7777;
const NEW_FILE_MODE = 0o644;
/** Until its content is right, nobody else reads it. */
const TEMPORARY_MODE = 0o600;
const OCTAL = 8;

/**
 * Writes a file beside its place, reads it back, and puts it in its place in one step: whoever opens the path sees the old
 * file or the new one, never a part. After a failure the place is as it was.
 */
export async function upload(sftp: SFTPWrapper, args: UploadArgs): Promise<TransferredFile> {
  const content = contentOf(args);
  const mode = args.mode === undefined ? await modeAt(sftp, args.path) : parseInt(args.mode, OCTAL);
  const temporary = `${args.path}.netpulse-${randomBytes(6).toString('hex')}`;
  // 'wx': a link that somebody put there beforehand is not followed.
  const handle = await asked<Buffer>((done) => sftp.open(temporary, 'wx', { mode: TEMPORARY_MODE }, done));
  try {
    await writeAll(sftp, handle, content);
    await asked((done) => sftp.fchmod(handle, mode, done));
    await asked((done) => sftp.close(handle, done));
    const sha256 = await hashAt(sftp, temporary, content.length);
    if (sha256 !== sha256Of(content)) throw new DamagedFileError('The file on the host is not what was sent');
    await replace(sftp, temporary, args.path);
    return { path: args.path, size: content.length, sha256, mode: octal(mode) };
  } catch (error) {
    // The first error tells; one of the clean-up would hide it.
    await asked((done) => sftp.unlink(temporary, done)).catch(() => {});
    throw error;
  }
}

export function octal(mode: number): string {
  return (mode & PERMISSIONS).toString(OCTAL).padStart(4, '0');
}

async function modeAt(sftp: SFTPWrapper, path: string): Promise<number> {
  const there = await asked<Stats>((done) => sftp.stat(path, done)).catch(() => undefined);
  return there === undefined ? NEW_FILE_MODE : there.mode & PERMISSIONS;
}

async function hashAt(sftp: SFTPWrapper, path: string, size: number): Promise<string> {
  const handle = await asked<Buffer>((done) => sftp.open(path, 'r', done));
  const bytes = await readAll(sftp, handle, size);
  await asked((done) => sftp.close(handle, done));
  return sha256Of(bytes);
}

/** SFTP's own rename does not replace (draft-ietf-secsh-filexfer-02, 6.5); OpenSSH's does, as rename(2). */
async function replace(sftp: SFTPWrapper, from: string, to: string): Promise<void> {
  try {
    await asked((done) => sftp.ext_openssh_rename(from, to, done));
  } catch (error) {
    const isUnknown = error instanceof Error && error.message.includes('does not support');
    if (!isUnknown) throw error;
    await asked((done) => sftp.rename(from, to, done));
  }
}
