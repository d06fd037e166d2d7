import type { Client, SFTPWrapper, Stats } from 'ssh2';
import { createHash, randomBytes } from 'node:crypto';
import { DeviceError } from '../device-error.js';
import type { UploadArgs } from './file-transfer-args.js';
import { contentOf, sha256Of } from './is-hash-of-content.js';
import { NoSftpError, withSftp, type TransferLimits } from './sftp-channel.js';
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
/** SSH_FX_NO_SUCH_FILE (draft-ietf-secsh-filexfer-02, 7). */
const NO_SUCH_FILE = 2;

/** What is asked after a failure must not keep a job from ending. */
const CLEAN_UP_TIMEOUT_MS = 3_000;

/**
 * Writes a file beside its place, reads it back, and puts it in its place in one step: whoever opens the path sees the old
 * file or the new one, never a part. After a failure nothing is left beside it, or the error names what may be.
 */
export async function upload(
  client: Client,
  limits: TransferLimits,
  args: UploadArgs,
): Promise<TransferredFile> {
  const temporary = `${args.path}.netpulse-${randomBytes(6).toString('hex')}`;
  try {
    return await withSftp(client, limits, (sftp) => replace(sftp, args, temporary));
  } catch (error) {
    if (error instanceof NoSftpError || (await isRemoved(client, temporary))) throw error;
    throw error instanceof DeviceError
      ? new DeviceError(error.type, `${error.message}; ${temporary} may be left on it`, { cause: error })
      : error;
  }
}

async function replace(sftp: SFTPWrapper, args: UploadArgs, temporary: string): Promise<TransferredFile> {
  const content = contentOf(args);
  const mode = args.mode === undefined ? await modeAt(sftp, args.path) : parseInt(args.mode, OCTAL);
  // 'wx': a link that somebody put there beforehand is not followed.
  const handle = await asked<Buffer>((done) => sftp.open(temporary, 'wx', { mode: TEMPORARY_MODE }, done));
  await writeAll(sftp, handle, content);
  await asked((done) => sftp.fchmod(handle, mode, done));
  await asked((done) => sftp.close(handle, done));
  const sha256 = await hashAt(sftp, temporary, content.length);
  if (sha256 !== sha256Of(content)) throw new DamagedFileError('The file on the host is not what was sent');
  await rename(sftp, temporary, args.path);
  return { path: args.path, size: content.length, sha256, mode: octal(mode) };
}

/** Over a channel of its own: that of the transfer has ended. */
async function isRemoved(client: Client, path: string): Promise<boolean> {
  const limits = { timeoutMs: CLEAN_UP_TIMEOUT_MS, signal: new AbortController().signal };
  try {
    await withSftp(client, limits, (sftp) => asked((done) => sftp.unlink(path, done)));
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code === NO_SUCH_FILE;
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
  const hash = createHash('sha256');
  await readAll(sftp, handle, size, (chunk) => void hash.update(chunk));
  await asked((done) => sftp.close(handle, done));
  return hash.digest('hex');
}

/** SFTP's own rename does not replace (draft-ietf-secsh-filexfer-02, 6.5); OpenSSH's does, as rename(2). */
async function rename(sftp: SFTPWrapper, from: string, to: string): Promise<void> {
  try {
    await asked((done) => sftp.ext_openssh_rename(from, to, done));
  } catch (error) {
    const isUnknown = error instanceof Error && error.message.includes('does not support');
    if (!isUnknown) throw error;
    await asked((done) => sftp.rename(from, to, done));
  }
}
