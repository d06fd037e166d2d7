import { offeredAlgorithms } from './ssh-algorithms.js';

describe('offeredAlgorithms', () => {
  it('puts old algorithms behind the modern ones', () => {
    expect(offeredAlgorithms(true)).toMatchObject({
      kex: {
        append: expect.arrayContaining(['diffie-hellman-group1-sha1']) as string[],
        prepend: [],
        remove: [],
      },
      cipher: { append: expect.arrayContaining(['3des-cbc']) as string[], prepend: [], remove: [] },
    });
  });

  it('offers nothing with SHA-1 to be strict', () => {
    expect(offeredAlgorithms(false)).toEqual({
      serverHostKey: { append: [], prepend: [], remove: ['ssh-rsa'] },
      hmac: { append: [], prepend: [], remove: ['hmac-sha1', 'hmac-sha1-etm@openssh.com'] },
    });
  });
});
