import { createHmac } from 'node:crypto';

/** A public key of a host. */
export interface KnownKey {
  /** Such as `ssh-ed25519`. */
  readonly type: string;
  /** As it is sent in the key exchange (RFC 4253, 6.6). */
  readonly blob: Buffer;
  /** Whether the file says never to accept it. */
  readonly isRevoked: boolean;
}

/** Where a host is reached. */
export interface HostPlace {
  readonly host: string;
  readonly port: number;
  /** The jump hosts through which it is reached, the first one first; none when it is reached directly. */
  readonly via?: readonly Pick<HostPlace, 'host' | 'port'>[];
}

interface Line {
  readonly patterns: readonly string[];
  readonly key: KnownKey;
}

/** The content of a known hosts file: sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT". Lines that are no entry are skipped. */
export class KnownHosts {
  /** Lines of one plain name, as NetPulse and ssh write them: found without looking at every line. */
  private readonly byName = new Map<string, KnownKey[]>();
  private readonly others: Line[] = [];

  constructor(text: string) {
    for (const line of text.split('\n')) this.add(line);
  }

  add(text: string): void {
    const line = parseLine(text.trim());
    if (line === null) return;
    for (const pattern of line.patterns) {
      if (!isPlain(pattern) || line.patterns.some((other) => other.startsWith('!'))) continue;
      const keys = this.byName.get(pattern.toLowerCase()) ?? [];
      keys.push(line.key);
      this.byName.set(pattern.toLowerCase(), keys);
    }
    if (!line.patterns.every(isPlain)) this.others.push(line);
  }

  /**
   * The keys of a host. Behind jump hosts these are the ones learnt on that way, or else those of its plain name; revoked ones
   * of both.
   */
  keysOf(place: HostPlace): readonly KnownKey[] {
    const plain = this.keysUnder(nameOf(place));
    if (isDirect(place)) return plain;
    const behind = this.keysUnder(nameOnTheWay(place));
    if (behind.every(({ isRevoked }) => isRevoked)) return [...behind, ...plain];
    return [...behind, ...plain.filter(({ isRevoked }) => isRevoked)];
  }

  private keysUnder(name: string): KnownKey[] {
    const found = this.others.filter(({ patterns }) => matches(patterns, name)).map(({ key }) => key);
    return [...(this.byName.get(name) ?? []), ...found];
  }
}

/**
 * The line that says that a host has this key. What a jump host led to is not written under the plain name: whoever asks for a
 * jump host of his own would say so which key everybody else has to find at that name.
 */
export function knownHostsLine(place: HostPlace, { type, blob }: KnownKey): string {
  return `${nameOnTheWay(place)} ${type} ${blob.toString('base64')}`;
}

const SSH_PORT = 22;

function nameOf({ host, port }: HostPlace): string {
  const name = host.toLowerCase();
  return port === SSH_PORT ? name : `[${name}]:${port}`;
}

/** `10.0.0.1@bastion`; the plain name where no jump host is on the way. The nearest one to the device comes first. */
function nameOnTheWay(place: HostPlace): string {
  return [place, ...(place.via ?? []).toReversed()].map(nameOf).join('@');
}

function isDirect({ via = [] }: HostPlace): boolean {
  return via.length === 0;
}

/** Certificate authorities (`@cert-authority`) are no host keys: ssh2 asks for none with a certificate. */
function parseLine(line: string): Line | null {
  if (line === '' || line.startsWith('#')) return null;
  const fields = line.split(/\s+/);
  const marker = fields[0]?.startsWith('@') ? fields.shift() : null;
  const [hosts, type, base64] = fields;
  if (hosts === undefined || type === undefined || base64 === undefined) return null;
  if (marker !== null && marker !== '@revoked') return null;
  const key = { type, blob: Buffer.from(base64, 'base64'), isRevoked: marker === '@revoked' };
  return { patterns: hosts.split(','), key };
}

function isPlain(pattern: string): boolean {
  return !/[*?!|]/.test(pattern);
}

function matches(patterns: readonly string[], name: string): boolean {
  const isMatch = (pattern: string): boolean =>
    pattern.startsWith('|1|') ? matchesHash(pattern, name) : glob(pattern).test(name);
  if (patterns.some((pattern) => pattern.startsWith('!') && isMatch(pattern.slice(1)))) return false;
  return patterns.some((pattern) => !pattern.startsWith('!') && isMatch(pattern));
}

/** `|1|salt|HMAC-SHA1 of the name|`: the names in the file cannot be read. */
function matchesHash(pattern: string, name: string): boolean {
  const [, , salt = '', hash = ''] = pattern.split('|');
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
}

function glob(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'i');
}
