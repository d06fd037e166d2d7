import { translatePattern } from './python-pattern.js';

function matches(pattern: string, text: string): boolean {
  const { source, flags } = translatePattern(pattern);
  return new RegExp(source, flags).test(text);
}

describe('translatePattern', () => {
  it.each([
    ['done\\Z', 'all done', 'done all'],
    ['\\Adone', 'done all', 'all done'],
    ['^[]x]$', ']', '[]x]'],
    ['^[^]x]$', 'a', ']'],
    ['^(?P<a>.)(?P=a)$', 'xx', 'xy'],
    ['(?i)DONE', 'done', 'don'],
    ['^a{,2}$', 'aa', 'a{,2}'],
    ['^\\a[\\a]$', '\x07\x07', 'aa'],
    ['^\\\\Z$', '\\Z', ''],
    ['^done(?#as said)$', 'done', 'done#'],
    ['^(?<b>x)\\k<b>$', 'xx', 'x'],
  ])('%j matches %j and not %j', (pattern, text, other) => {
    expect(matches(pattern, text)).toBe(true);
    expect(matches(pattern, other)).toBe(false);
  });

  it.each(['\\z', '[\\q]', '\\p{L}', 'a++', '(?>a)', '(?x)a', '(?i:a)', '(a)?(?(1)b|c)', '[]', '[^]'])(
    '%j, which would mean something else or nothing, is refused',
    (pattern) => {
      expect(() => translatePattern(pattern)).toThrow(SyntaxError);
    },
  );
});
