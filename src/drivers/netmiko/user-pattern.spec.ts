import { SlowPatternError, UserPattern } from './user-pattern.js';

describe('UserPattern', () => {
  it.each([
    ['^% Error', ['ok', '% Error 7'], '% Error 7'],
    ['(?i)ERROR', ['an error'], 'an error'],
    ['(?P<code>E\\d+)', ['x', 'code E42'], 'code E42'],
    ['nothing', ['a', 'b'], null],
    ['^$', [], null],
  ])('%s in %j finds %j', (source, lines, found) => {
    expect(new UserPattern(source).findIn(lines)).toBe(found);
  });

  it('is none when it does not compile', () => {
    expect(() => new UserPattern('(')).toThrow(SyntaxError);
  });

  it('is stopped in the middle of endless backtracking', () => {
    const started = performance.now();

    expect(() => new UserPattern('^(a+)+$').findIn([`${'a'.repeat(60)}!`])).toThrow(SlowPatternError);

    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('looks at the start of a line only, however long it is', () => {
    expect(new UserPattern('end$').findIn([`${'x'.repeat(1_000_000)}end`])).toBeNull();
  });
});
