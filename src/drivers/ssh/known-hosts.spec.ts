import { createHmac } from 'node:crypto';
import { KnownHosts, knownHostsLine } from './known-hosts.js';

const blob = Buffer.from('a key');
const key = `ssh-ed25519 ${blob.toString('base64')}`;
const salt = Buffer.from('twenty bytes of salt');

function hashed(name: string): string {
  const hash = createHmac('sha1', salt).update(name).digest('base64');
  return `|1|${salt.toString('base64')}|${hash}`;
}

function isKnown(lines: string, host: string, port = 22): boolean {
  return new KnownHosts(lines).keysOf(host, port).length > 0;
}

describe('known hosts', () => {
  it.each([
    [`r1 ${key}`, 'r1', 22, true],
    [`r1 ${key}`, 'R1', 22, true],
    [`r1 ${key}`, 'r1', 2222, false],
    [`[r1]:2222 ${key}`, 'r1', 2222, true],
    [`[r1]:2222 ${key}`, 'r1', 22, false],
    [`r1,192.0.2.1 ${key} comment`, '192.0.2.1', 22, true],
    [`*.lab,!edge.lab ${key}`, 'core.lab', 22, true],
    [`*.lab,!edge.lab ${key}`, 'edge.lab', 22, false],
    [`edge.lab,!edge.lab ${key}`, 'edge.lab', 22, false],
    [`192.0.2.? ${key}`, '192.0.2.7', 22, true],
    [`${hashed('r1')} ${key}`, 'r1', 22, true],
    [`${hashed('[r1]:830')} ${key}`, 'r1', 830, true],
    [`${hashed('r1')} ${key}`, 'r2', 22, false],
    [`@cert-authority * ${key}`, 'r1', 22, false],
    [`# r1 ${key}`, 'r1', 22, false],
    ['r1', 'r1', 22, false],
  ])('in %s of %s port %d: %s', (lines, host, port, expected) => {
    expect(isKnown(lines, host, port)).toBe(expected);
  });

  it('tell the type and the key, and which are revoked', () => {
    const hosts = new KnownHosts(`r1 ${key}\n@revoked * ssh-rsa AAAA\r\n`);

    expect(hosts.keysOf('r1', 22)).toEqual([
      { type: 'ssh-ed25519', blob, isRevoked: false },
      { type: 'ssh-rsa', blob: Buffer.from('AAAA', 'base64'), isRevoked: true },
    ]);
  });

  it('read back what they write', () => {
    const line = knownHostsLine('2001:db8::1', 2222, { type: 'ssh-ed25519', blob, isRevoked: false });

    expect(isKnown(line, '2001:db8::1', 2222)).toBe(true);
  });
});
