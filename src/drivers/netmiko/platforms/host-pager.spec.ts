import { LESS } from './host-pager.js';

it.each([
  [':', 'waits'],
  ['lines 1-23', 'waits'],
  ['lines 1-23/40 57%', 'waits'],
  ['byte 0/900 12%', 'waits'],
  ['(END)', 'ends'],
  ['lines 24-40/40 (END)', 'ends'],
  ['byte 0/0 (END) ', 'ends'],
  ['::/0', null],
  ['lines 1-23 were read', null],
  ['see the (END) of it', null],
])('%j: less %s', (line, expected) => {
  const found = LESS.waits.test(line) ? 'waits' : LESS.ends.test(line) ? 'ends' : null;

  expect(found).toBe(expected);
});
