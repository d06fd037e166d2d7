import { harmless } from './terminal-text.js';

describe('harmless', () => {
  it.each([
    ['plain text, ünïcödé, 漢字, 😀', 'plain text, ünïcödé, 漢字, 😀'],
    ['a\tb\nc\r\nd', 'a\tb\nc\nd'],
    ['a\rb', 'a\\u000db'],
    ['\x1b[31mred\x1b]0;title\x07', '\\u001b[31mred\\u001b]0;title\\u0007'],
    ['\x9b2J', '\\u009b2J'],
    ['invoice\u202efdp.exe', 'invoice\\u202efdp.exe'],
    ['\x7f\x00', '\\u007f\\u0000'],
  ])('makes %j %j', (text, shown) => {
    expect(harmless(text)).toBe(shown);
  });
});
