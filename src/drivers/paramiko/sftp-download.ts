import { createHash } from 'node:crypto';
import type { SFTPWrapper, Stats } from 'ssh2';
import type { DownloadArgs } from './file-transfer-args.js';
import { EncodedText, UnfitFileError } from './encoded-text.js';
import { asked, readAll } from './sftp-files.js';
import { DamagedFileError, octal, type TransferredFile } from './sftp-upload.js';

/** Reads a file chunk by chunk, as far as its size is allowed, and checks that it is the one that was meant. */
export async function download(
  sftp: SFTPWrapper,
  { path, max_bytes: limit, encoding, sha256: expected }: DownloadArgs,
): Promise<{ readonly content: string; readonly file: TransferredFile }> {
  const handle = await asked<Buffer>((done) => sftp.open(path, 'r', done));
  try {
    const { size, mode } = await asked<Stats>((done) => sftp.fstat(handle, done));
    if (size > limit) throw tooLarge(limit);
    const hash = createHash('sha256');
    const text = new EncodedText(encoding);
    const read = await readAll(sftp, handle, limit, (chunk) => {
      hash.update(chunk);
      text.take(chunk);
    });
    if (read > limit) throw tooLarge(limit);
    const sha256 = hash.digest('hex');
    if (expected !== undefined && expected !== sha256)
      throw new DamagedFileError(`The file has another SHA-256: ${sha256}`);
    return {
      content: text.whole(),
      file: { path, size: read, sha256, mode: octal(mode) },
    };
  } finally {
    // The channel ends next, and every handle with it.
    await asked((done) => sftp.close(handle, done)).catch(() => {});
  }
}

function tooLarge(limit: number): UnfitFileError {
  return new UnfitFileError(`The file is larger than ${limit} bytes`);
}
