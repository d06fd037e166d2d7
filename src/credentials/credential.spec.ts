import { readCredential } from './credential.js';

describe('a credential', () => {
  it('is what a store has under the known names, and nothing else', () => {
    const record = { username: 'admin', password: '', pkey: null, owner: 'noc', version: 3 };

    expect(readCredential(record)).toEqual({
      ok: true,
      credential: { fields: { username: 'admin', password: '' }, limits: expect.anything() },
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
  ])('is refused when it is %j', (record, fault) => {
    expect(readCredential(record)).toEqual({ ok: false, fault: expect.stringContaining(fault) });
  });
});
