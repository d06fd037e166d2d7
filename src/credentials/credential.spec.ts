import { mayGoTo, readCredential } from './credential.js';

describe('a credential', () => {
  it('is what a store has under the known names, and nothing else', () => {
    const record = { username: 'admin', password: '', pkey: null, owner: 'noc', version: 3 };

    expect(readCredential(record)).toEqual({
      ok: true,
      credential: { fields: { username: 'admin', password: '' }, hosts: null },
    });
  });

  it.each(['pkey', 'private_key', 'ssh-privatekey'])('has its key under %s', (name) => {
    expect(readCredential({ [name]: 'PEM' })).toMatchObject({ credential: { fields: { pkey: 'PEM' } } });
  });

  it.each([
    [{}, 'has none of username, password'],
    [{ owner: 'noc' }, 'has none of'],
    [{ password: 4711 }, 'has a password that is not text'],
    [{ password: 'x', hosts: ['10.0.0.0/8', 'a b'] }, 'has hosts that are not'],
    [{ password: 'x', hosts: 7 }, 'has hosts that are not'],
    [{ password: 'x', hosts: '' }, 'has hosts that are not'],
  ])('is refused when it is %j', (record, fault) => {
    expect(readCredential(record)).toEqual({ ok: false, fault: expect.stringContaining(fault) });
  });

  it.each([
    ['10.0.0.0/8, *.lab.example', '10.1.2.3', true],
    ['10.0.0.0/8, *.lab.example', '::ffff:10.1.2.3', true],
    ['10.0.0.0/8, *.lab.example', 'r1.LAB.example', true],
    ['10.0.0.0/8, *.lab.example', '192.0.2.1', false],
    ['10.0.0.0/8, *.lab.example', 'evil.example', false],
  ])('for %s may go to %s: %s', (hosts, host, expected) => {
    const result = readCredential({ password: 'x', hosts });

    expect(result.ok && mayGoTo(result.credential, host)).toBe(expected);
  });
});
