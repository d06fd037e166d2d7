import { appendFile, mkdir, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KnownHosts, knownHostsLine, type HostPlace, type KnownKey } from './known-hosts.js';

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

/** What is wanted of the file: the keys of a host, and that this one is added to them. */
interface Wish {
  readonly place: HostPlace;
  readonly addition: KnownKey | null;
  readonly resolve: (known: readonly KnownKey[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A known hosts file that operators and other processes may change at any time: it is looked at again for every question,
 * but for all that come while it is being looked at only once. What is added at once is added by one append, which the
 * kernel keeps whole.
 */
export class KnownHostsFile {
  private content: Content | null = null;
  private waiting: Wish[] = [];
  private isAtWork = false;

  constructor(private readonly path: string) {}

  keysOf(place: HostPlace): Promise<readonly KnownKey[]> {
    return this.ask(place, null);
  }

  /** Adds a key unless a key of the host is known by now; returns those that were known. */
  add(place: HostPlace, key: KnownKey): Promise<readonly KnownKey[]> {
    return this.ask(place, key);
  }

  private ask(place: HostPlace, addition: KnownKey | null): Promise<readonly KnownKey[]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ place, addition, resolve, reject });
      if (!this.isAtWork) void this.work();
    });
  }

  private async work(): Promise<void> {
    this.isAtWork = true;
    while (this.waiting.length > 0) {
      const wishes = this.waiting.splice(0);
      try {
        const answers = await this.fulfil(wishes);
        for (const [index, { resolve }] of wishes.entries()) resolve(answers[index] ?? []);
      } catch (error) {
        this.content = null;
        for (const { reject } of wishes) reject(error);
      }
    }
    this.isAtWork = false;
  }

  private async fulfil(wishes: readonly Wish[]): Promise<(readonly KnownKey[])[]> {
    const content = await this.current();
    const lines: string[] = [];
    const answers = wishes.map(({ place, addition }) => {
      const known = content.hosts.keysOf(place);
      if (addition === null || known.some(({ isRevoked }) => !isRevoked)) return known;
      const line = `${knownHostsLine(place, addition)}\n`;
      // Those who ask next are to know of it; the file has it before anybody is answered.
      content.hosts.add(line);
      lines.push(line);
      return [];
    });
    if (lines.length > 0) await this.append(content, lines.join(''));
    return answers;
  }

  private async append({ hosts, version, endsWithNewline }: Content, lines: string): Promise<void> {
    const text = `${endsWithNewline ? '' : '\n'}${lines}`;
    try {
      await appendFile(this.path, text, { mode: 0o600 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      await mkdir(dirname(this.path), { recursive: true });
      await appendFile(this.path, text, { mode: 0o600 });
    }
    await this.remember(hosts, text, version);
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
  private async remember(hosts: KnownHosts, text: string, before: Version | null): Promise<void> {
    const version = await this.version();
    const bytes = (before?.bytes ?? 0) + Buffer.byteLength(text);
    const isOurs = version?.bytes === bytes && (before === null || version.inode === before.inode);
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
