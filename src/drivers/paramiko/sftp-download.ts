import type { SFTPWrapper, Stats } from 'ssh2';
import type { DownloadArgs } from './file-transfer-args.js';
import { sha256Of } from './is-hash-of-content.js';
import { asked, readAll } from './sftp-files.js';
import { DamagedFileError, octal, type TransferredFile } from './sftp-upload.js';

/** A file that is not to be taken. */
export class UnfitFileError extends Error {
  readonly code = 'UNFIT_FILE';
}

/** Reads a file, as far as its size is allowed, and checks that it is the one that was meant. */
export async function download(
  sftp: SFTPWrapper,
  { path, max_bytes: limit, encoding, sha256: expected }: DownloadArgs,
): Promise<{ readonly content: string; readonly file: TransferredFile }> {
  const handle = await asked<Buffer>((done) => sftp.open(path, 'r', done));
  try {
    const { size, mode } = await asked<Stats>((done) => sftp.fstat(handle, done));
    if (size > limit) throw tooLarge(limit);
    const bytes = await readAll(sftp, handle, limit);
    if (bytes.length > limit) throw tooLarge(limit);
    const sha256 = sha256Of(bytes);
    if (expected !== undefined && expected !== sha256)
      throw new DamagedFileError(`The file has another SHA-256: ${sha256}`);
    return {
      content: encoded(bytes, encoding),
      file: { path, size: bytes.length, sha256, mode: octal(mode) },
    };
  } finally {
    // The channel ends next, and every handle with it.
    await asked((done) => sftp.close(handle, done)).catch(() => {});
  }
}

function encoded(bytes: Buffer, encoding: DownloadArgs['encoding']): string {
  if (encoding === 'base64') return bytes.toString('base64');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UnfitFileError('The file is not UTF-8: take it as base64');
  }
}

function tooLarge(limit: number): UnfitFileError {
  return new UnfitFileError(`The file is larger than ${limit} bytes`);
}
