import { appendFile, mkdir, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KnownHosts, knownHostsLine, type KnownKey } from './known-hosts.js';

interface Host {
  readonly host: string;
  readonly port: number;
}

interface Version {
  readonly inode: number;
  readonly bytes: number;
  readonly modifiedMs: number;
}

interface Content {
  readonly hosts: KnownHosts;
  readonly version: Version | null;
  readonly endsWithNewline: boolean;
}

/**
 * A known hosts file that operators and other processes may change at any time: it is read again whenever it changed.
 * A line is added by one append, which the kernel keeps whole.
 */
export class KnownHostsFile {
  private content: Content | null = null;
  /** Reading and adding, one after the other. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly path: string) {}

  async keysOf({ host, port }: Host): Promise<readonly KnownKey[]> {
    return await this.inTurn(async () => (await this.current()).hosts.keysOf(host, port));
  }

  /** Adds a key unless a key of the host is known by now; returns those that were known. */
  async add({ host, port }: Host, key: KnownKey): Promise<readonly KnownKey[]> {
    return await this.inTurn(async () => {
      const { hosts, version, endsWithNewline } = await this.current();
      const known = hosts.keysOf(host, port);
      if (known.some(({ isRevoked }) => !isRevoked)) return known;
      const line = `${endsWithNewline ? '' : '\n'}${knownHostsLine(host, port, key)}\n`;
      await mkdir(dirname(this.path), { recursive: true });
      await appendFile(this.path, line, { mode: 0o600 });
      await this.remember(hosts, line, version);
      return [];
    });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => {});
    return result;
  }

  private async current(): Promise<Content> {
    const version = await this.version();
    if (this.content && isSame(this.content.version, version)) return this.content;
    const text = version === null ? '' : await readFile(this.path, 'utf8');
    this.content = {
      hosts: new KnownHosts(text),
      version,
      endsWithNewline: text === '' || text.endsWith('\n'),
    };
    return this.content;
  }

  /** What NetPulse adds itself need not be read again, where nobody else wrote in between. */
  private async remember(hosts: KnownHosts, line: string, before: Version | null): Promise<void> {
    const version = await this.version();
    const bytes = (before?.bytes ?? 0) + Buffer.byteLength(line);
    const isOurs = version?.bytes === bytes && (before === null || version.inode === before.inode);
    if (isOurs) hosts.add(line);
    this.content = isOurs ? { hosts, version, endsWithNewline: true } : null;
  }

  private async version(): Promise<Version | null> {
    try {
      const { ino: inode, size: bytes, mtimeMs: modifiedMs } = await stat(this.path);
      return { inode, bytes, modifiedMs };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }
}

function isSame(known: Version | null, found: Version | null): boolean {
  return (
    known?.inode === found?.inode && known?.bytes === found?.bytes && known?.modifiedMs === found?.modifiedMs
  );
}
