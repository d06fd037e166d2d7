import { randomBytes } from 'node:crypto';
import { Sealer, UnsealError } from './sealer.js';

const value = { username: 'admin', password: 'p@ss wörd' };

describe('Sealer', () => {
  it('opens what it sealed', () => {
    const sealer = new Sealer(randomBytes(32));

    expect(sealer.open(sealer.seal(value, 'connection'), 'connection')).toEqual(value);
  });

  it('opens what it sealed as often as it is asked, and what another process sealed', () => {
    const key = randomBytes(32);
    const sealer = new Sealer(key);
    const sealed = sealer.seal(value, 'connection');

    for (const opener of [sealer, sealer, new Sealer(key)])
      expect(opener.open(sealed, 'connection')).toEqual(value);
  });

  it('shows nothing of the value, and never the same text twice', () => {
    const sealer = new Sealer(randomBytes(32));
    const [first, second] = [sealer.seal(value, 'connection'), sealer.seal(value, 'connection')];

    expect(Buffer.from(first, 'base64').toString('latin1')).not.toContain('admin');
    expect(first).not.toBe(second);
  });

  it('seals what is shared once, for each context and key, and opens it anywhere', () => {
    const key = randomBytes(32);
    const sealer = new Sealer(key);
    const sealed = sealer.sealShared(value, 'webhook');
    const other = new Sealer(key);

    expect(sealer.sealShared({ ...value }, 'webhook')).toBe(sealed);
    expect(sealer.sealShared(value, 'other')).not.toBe(sealed);
    expect(sealer.sealShared({ ...value, password: 'x' }, 'webhook')).not.toBe(sealed);
    for (const opener of [sealer, other, other]) expect(opener.openShared(sealed, 'webhook')).toEqual(value);
    for (const opener of [sealer, other, new Sealer(randomBytes(32))])
      expect(() =>
        opener.openShared(sealed, opener === sealer || opener === other ? 'other' : 'webhook'),
      ).toThrow(UnsealError);
  });

  it('gives everybody who opens what is shared a value of his own', () => {
    const sealer = new Sealer(randomBytes(32));
    const sealed = sealer.sealShared(value, 'webhook');

    sealer.openShared(sealed, 'webhook').password = 'changed';

    expect(sealer.openShared(sealed, 'webhook')).toEqual(value);
  });

  it('keeps no long value in memory, and opens it all the same', () => {
    const sealer = new Sealer(randomBytes(32));
    const long = { script: 'x'.repeat(10_000) };
    const decrypt = vi.spyOn(sealer as unknown as { decrypt: () => string }, 'decrypt');

    const values = [
      sealer.open(sealer.seal(long, 'args'), 'args'),
      sealer.openShared(sealer.sealShared(long, 'webhook'), 'webhook'),
      sealer.open(sealer.seal(value, 'args'), 'args'),
    ];

    expect(values).toEqual([long, long, value]);
    expect(decrypt).toHaveBeenCalledTimes(2);
  });

  it('forgets values that many others came after', () => {
    const sealer = new Sealer(randomBytes(32));
    const sealed = sealer.sealShared(value, 'webhook');

    for (let index = 0; index < 300; index++) sealer.sealShared({ index }, 'webhook');

    expect(sealer.sealShared(value, 'webhook')).not.toBe(sealed);
    expect(sealer.openShared(sealed, 'webhook')).toEqual(value);
  });

  it.each([
    [
      'under another key',
      (sealed: string) => new Sealer(randomBytes(32)).open(sealed as never, 'connection'),
    ],
    ['in another context', (sealed: string, sealer: Sealer) => sealer.open(sealed as never, 'webhook')],
    [
      'when it was changed',
      (sealed: string, sealer: Sealer) => sealer.open(flipped(sealed) as never, 'connection'),
    ],
    ['when it was cut', (_sealed: string, sealer: Sealer) => sealer.open('QUJD' as never, 'connection')],
  ])('does not open a value %s', (_case, open) => {
    const sealer = new Sealer(randomBytes(32));
    const sealed = sealer.seal(value, 'connection');

    expect(() => open(sealed, sealer)).toThrow(UnsealError);
  });

  it('takes fingerprints that depend on the key', () => {
    const key = randomBytes(32);

    expect(new Sealer(key).fingerprint('a')).toBe(new Sealer(key).fingerprint('a'));
    expect(new Sealer(key).fingerprint('a')).not.toBe(new Sealer(randomBytes(32)).fingerprint('a'));
  });
});

function flipped(sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  bytes[20] = (bytes[20] ?? 0) ^ 1;
  return bytes.toString('base64');
}
