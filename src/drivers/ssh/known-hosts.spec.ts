import { createHmac } from 'node:crypto';
import { KnownHosts, knownHostsLine } from './known-hosts.js';

const blob = Buffer.from('a key');
const key = `ssh-ed25519 ${blob.toString('base64')}`;
const salt = Buffer.from('twenty bytes of salt');

const known = { type: 'ssh-ed25519', blob, isRevoked: false };

function hashed(name: string): string {
  const hash = createHmac('sha1', salt).update(name).digest('base64');
  return `|1|${salt.toString('base64')}|${hash}`;
}

function isKnown(lines: string, host: string, port = 22): boolean {
  return new KnownHosts(lines).keysOf({ host, port }).length > 0;
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

    expect(hosts.keysOf({ host: 'r1', port: 22 })).toEqual([
      { type: 'ssh-ed25519', blob, isRevoked: false },
      { type: 'ssh-rsa', blob: Buffer.from('AAAA', 'base64'), isRevoked: true },
    ]);
  });

  it('read back what they write', () => {
    const line = knownHostsLine({ host: '2001:db8::1', port: 2222 }, known);

    expect(isKnown(line, '2001:db8::1', 2222)).toBe(true);
  });

  it('are told apart by the way to them: the key of a way holds there only, and before that of the name', () => {
    const via = [
      { host: 'Bastion', port: 2222 },
      { host: 'inner', port: 22 },
    ];
    const behind = { host: 'r1', port: 22, via };
    const line = knownHostsLine(behind, known);
    const hosts = new KnownHosts(`${line}\nr1 ssh-rsa AAAA\n@revoked r1 ssh-dss BBBB`);

    expect(line).toMatch(/^r1@inner@\[bastion\]:2222 ssh-ed25519 /);
    expect(hosts.keysOf(behind).map(({ type }) => type)).toEqual(['ssh-ed25519', 'ssh-dss']);
    expect(hosts.keysOf({ host: 'r1', port: 22 }).map(({ type }) => type)).toEqual(['ssh-rsa', 'ssh-dss']);
    expect(hosts.keysOf({ ...behind, via: via.slice(0, 1) }).map(({ type }) => type)).toEqual([
      'ssh-rsa',
      'ssh-dss',
    ]);
  });
});
