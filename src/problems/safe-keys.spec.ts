import { asItCame, unmarked, withSafeKeys } from './safe-keys.js';

describe('withSafeKeys', () => {
  it('returns itself what has ordinary keys only', () => {
    const body = { a: [{ b: 1 }], c: null };
    expect(withSafeKeys(body)).toBe(body);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'])(
    'makes %s a key that no class has, at any depth, and gives back what came',
    (key) => {
      const inner = JSON.parse(`{"${key}":"x","y":1}`) as object;
      const safe = withSafeKeys({ list: [inner] }) as { list: [object] };

      const [copy] = safe.list;
      expect(Object.keys(copy).map(unmarked)).toEqual([key, 'y']);
      expect(Object.keys(copy)).not.toContain(key);
      expect(copy.constructor).toBe(Object);
      expect(asItCame(copy)).toBe(inner);
    },
  );

  it('refuses what is nested more deeply than recursion bears', () => {
    const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    expect(() => withSafeKeys({ command: deep })).toThrow('must be nested at most 64 levels deep');
  });
});
