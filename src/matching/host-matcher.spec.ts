import { hostMatcher, readHost } from './host-matcher.js';

describe('hostMatcher', () => {
  it.each([
    ['core-1.example.com', 'core-1.example.com', true],
    ['Core-1.Example.com.', 'core-1.example.com', true],
    ['core-1', 'CORE-*', true],
    ['edge-1', 'core-*', false],
    ['10.1.2.3', '10.1.0.0/16', true],
    ['10.2.2.3', '10.1.0.0/16', false],
    ['10.1.2.3', '10.1.2.3', true],
    ['10.1.2.30', '10.1.2.3', false],
    ['10.1.2.3', '10.1.*', true],
    ['::ffff:10.1.2.3', '10.1.0.0/16', true],
    ['2001:DB8:0:0::1', '2001:db8::1', true],
    ['2001:db8::7', '2001:db8::/32', true],
    ['2001:db9::7', '2001:db8::/32', false],
    ['10.1.2.3', '::/0', false],
    ['2001:db8::7', '0.0.0.0/0', false],
    ['core-1', '0.0.0.0/0', false],
  ])('host %s against %s: %s', (host, entry, expected) => {
    expect(hostMatcher(entry)?.(readHost(host))).toBe(expected);
  });

  it.each([
    '',
    '10.1.0.0/33',
    '10.1/16',
    'a b',
    'http://core-1',
    'core-1/24',
    '2001:db8::/129',
    'x'.repeat(256),
  ])('does not take %s for a host', (entry) => {
    expect(hostMatcher(entry)).toBeUndefined();
  });
});
