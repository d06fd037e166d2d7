import { matchesGlob } from './glob.js';

describe('matchesGlob', () => {
  it.each([
    ['core-1', 'core-1', true],
    ['core-1', 'core-2', false],
    ['core-1', 'core-*', true],
    ['core-', 'core-*', true],
    ['core', 'core-*', false],
    ['sw.lab.example.com', '*.lab.example.com', true],
    ['lab.example.com', '*.lab.example.com', false],
    ['a-x-b-x-c', 'a*x-c', true],
    ['a-x-b-x-d', 'a*x-c', false],
    ['abc', 'a?c', true],
    ['ac', 'a?c', false],
    ['', '*', true],
    ['', '', true],
    ['a', '', false],
    ['a+b', 'a+b', true],
    ['aab', 'a+b', false],
  ])('%s against %s: %s', (text, pattern, expected) => {
    expect(matchesGlob(text, pattern)).toBe(expected);
  });

  it('takes no longer for a pattern that makes a regular expression explode', () => {
    const startedAt = performance.now();
    expect(matchesGlob('a'.repeat(255), `${'*a'.repeat(120)}b`)).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(100);
  });
});
