import type { SFTPWrapper, Stats } from 'ssh2';

type Callback<T> = (error: Error | null | undefined, value: T) => void;

/** Asks for one thing over SFTP. The error carries SFTP's status as its `code`. */
export function asked<T = void>(ask: (callback: Callback<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    ask((error, value) => {
      if (error) reject(error);
      else resolve(value);
    });
  });
}

/** SSH_FXP_READ and WRITE of so many bytes are allowed everywhere (draft-ietf-secsh-filexfer-02, 3). */
const CHUNK_BYTES = 32 * 1024;
/** Requests under way at once: a transfer must not take a round trip for each chunk. */
const WINDOW = 16;

/** Writes all bytes to an open file. */
export async function writeAll(sftp: SFTPWrapper, handle: Buffer, bytes: Buffer): Promise<void> {
  let next = 0;
  const write = async (): Promise<void> => {
    while (next < bytes.length) {
      const at = next;
      next += CHUNK_BYTES;
      const length = Math.min(CHUNK_BYTES, bytes.length - at);
      await asked((done) => sftp.write(handle, bytes, at, length, at, done));
    }
  };
  await Promise.all(Array.from({ length: WINDOW }, write));
}

/**
 * Reads an open file to its end, whatever size it says that it has: files under /proc say 0.
 *
 * @param limit bytes, after which it stops: what it returns is larger than that then
 * @param take is given the file's bytes in their order
 * @returns how many bytes there were
 */
export async function readAll(
  sftp: SFTPWrapper,
  handle: Buffer,
  limit: number,
  take: (chunk: Buffer) => void,
): Promise<number> {
  const { size: told } = await asked<Stats>((done) => sftp.fstat(handle, done));
  let size = 0;
  let isEnded = false;
  while (!isEnded && size <= limit) {
    const ahead = Math.min(WINDOW, Math.max(1, Math.ceil((told - size) / CHUNK_BYTES)));
    const positions = Array.from({ length: ahead }, (_position, index) => size + index * CHUNK_BYTES);
    const batch = await Promise.all(positions.map((position) => readAt(sftp, handle, position)));
    // What comes behind a short one does not join it: it is read again from there.
    const short = batch.findIndex((chunk) => chunk.length < CHUNK_BYTES);
    const joined = short < 0 ? batch : batch.slice(0, short + 1);
    for (const chunk of joined) take(chunk);
    size += joined.reduce((sum, chunk) => sum + chunk.length, 0);
    isEnded = joined.at(-1)?.length === 0;
  }
  return size;
}

const END_OF_FILE = 1;

/** Empty at the end of the file. */
async function readAt(sftp: SFTPWrapper, handle: Buffer, position: number): Promise<Buffer> {
  const buffer = Buffer.alloc(CHUNK_BYTES);
  try {
    const length = await asked<number>((done) => sftp.read(handle, buffer, 0, CHUNK_BYTES, position, done));
    return buffer.subarray(0, length);
  } catch (error) {
    if ((error as { code?: unknown }).code === END_OF_FILE) return Buffer.alloc(0);
    throw error;
  }
}
