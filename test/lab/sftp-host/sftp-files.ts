import ssh2, { type SFTPWrapper } from 'ssh2';

const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp;
const PERMISSIONS = 0o100644;

/** Requests of SFTP that a test may have unanswered. */
export type SftpRequest = 'OPEN' | 'READ' | 'WRITE' | 'RENAME';

/** What a file server may do wrong. */
export interface SftpBehavior {
  /** No request of this kind is answered from now on; what it asks for is done all the same. */
  hangsAt: SftpRequest | null;
  /** Whether another byte is stored than was sent. */
  damages: boolean;
  /** Whether files go on for ever, whatever their size is said to be. */
  isEndless: boolean;
}

interface StoredFile {
  bytes: Buffer;
  mode: number;
}

/** Files in memory, served as SFTP version 3 without any extension: there, a rename replaces nothing. */
export class SftpFiles {
  readonly stored = new Map<string, StoredFile>();
  /** How often each request was made. */
  readonly counts: Record<string, number> = {};
  private readonly handles = new Map<number, StoredFile>();

  constructor(private readonly behavior: SftpBehavior) {}

  put(path: string, content: string | Buffer): void {
    this.stored.set(path, { bytes: Buffer.from(content), mode: PERMISSIONS });
  }

  textOf(path: string): string | undefined {
    return this.stored.get(path)?.bytes.toString();
  }

  /** Names of all files, sorted. */
  get names(): readonly string[] {
    return [...this.stored.keys()].sort();
  }

  /** Answers the requests of one channel. */
  serve(sftp: SFTPWrapper): void {
    const { counts, behavior } = this;
    const status = (id: number, code: number): void => void sftp.status(id, code);
    const unlessHung = (request: SftpRequest, answer: () => void): void => {
      counts[request] = (counts[request] ?? 0) + 1;
      if (behavior.hangsAt !== request) answer();
    };
    sftp.on('OPEN', (id, path, flags) => {
      const handle = this.open(path, flags);
      unlessHung('OPEN', () => {
        if (typeof handle === 'number') status(id, handle);
        else sftp.handle(id, handle);
      });
    });
    sftp.on('CLOSE', (id) => status(id, STATUS_CODE.OK));
    sftp.on('WRITE', (id, handle, offset, data) => {
      this.write(this.at(handle), offset, data);
      unlessHung('WRITE', () => status(id, STATUS_CODE.OK));
    });
    sftp.on('READ', (id, handle, offset, length) =>
      unlessHung('READ', () => {
        const chunk = this.read(this.at(handle), offset, length);
        if (chunk.length === 0) status(id, STATUS_CODE.EOF);
        else sftp.data(id, chunk);
      }),
    );
    sftp.on('FSTAT', (id, handle) => sftp.attrs(id, attributes(this.at(handle))));
    sftp.on('STAT', (id, path) => {
      const file = this.stored.get(path);
      if (file) sftp.attrs(id, attributes(file));
      else status(id, STATUS_CODE.NO_SUCH_FILE);
    });
    sftp.on('FSETSTAT', (id, handle, { mode }) => {
      this.at(handle).mode = mode;
      status(id, STATUS_CODE.OK);
    });
    sftp.on('REMOVE', (id, path) =>
      status(id, this.stored.delete(path) ? STATUS_CODE.OK : STATUS_CODE.NO_SUCH_FILE),
    );
    sftp.on('RENAME', (id, from, to) => {
      const code = this.rename(from, to);
      unlessHung('RENAME', () => status(id, code));
    });
  }

  /** A handle, or why there is none. */
  private open(path: string, flags: number): Buffer | number {
    const there = this.stored.get(path);
    const isCreated = (flags & OPEN_MODE.CREAT) !== 0;
    if (there && (flags & OPEN_MODE.EXCL) !== 0) return STATUS_CODE.FAILURE;
    if (!there && !isCreated) return STATUS_CODE.NO_SUCH_FILE;
    const file = there ?? { bytes: Buffer.alloc(0), mode: PERMISSIONS };
    this.stored.set(path, file);
    const number = this.handles.size;
    this.handles.set(number, file);
    return Buffer.from([number]);
  }

  private at(handle: Buffer): StoredFile {
    const file = this.handles.get(handle[0] ?? -1);
    if (!file) throw new Error('A handle that was never given');
    return file;
  }

  private write(file: StoredFile, offset: number, data: Buffer): void {
    const bytes = Buffer.alloc(Math.max(file.bytes.length, offset + data.length));
    file.bytes.copy(bytes);
    data.copy(bytes, offset);
    if (this.behavior.damages) bytes[0] = (bytes[0] ?? 0) ^ 1;
    file.bytes = bytes;
  }

  private read({ bytes }: StoredFile, offset: number, length: number): Buffer {
    return this.behavior.isEndless ? Buffer.alloc(length, 'x') : bytes.subarray(offset, offset + length);
  }

  private rename(from: string, to: string): number {
    const file = this.stored.get(from);
    if (!file) return STATUS_CODE.NO_SUCH_FILE;
    if (this.stored.has(to)) return STATUS_CODE.FAILURE;
    this.stored.delete(from);
    this.stored.set(to, file);
    return STATUS_CODE.OK;
  }
}

function attributes({ bytes, mode }: StoredFile): {
  mode: number;
  uid: number;
  gid: number;
  size: number;
  atime: number;
  mtime: number;
} {
  return { mode, uid: 0, gid: 0, size: bytes.length, atime: 0, mtime: 0 };
}
