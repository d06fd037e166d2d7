import { DeviceNetworks } from './device-networks.js';

const allows = (entries: string[], host: string): boolean | undefined =>
  DeviceNetworks.read(entries)?.allows(host);

describe('the devices that a key may use', () => {
  it.each([
    [['10.1.0.0/16'], '10.1.2.3', true],
    [['10.1.0.0/16'], '10.2.0.1', false],
    [['10.1.0.0/16'], '::ffff:10.1.2.3', true],
    [['10.1.0.0/16'], '012.1.2.3', true],
    [['10.1.0.0/16'], '10.66051', true],
    [['127.0.0.0/8'], '0x7f000001', true],
    [['2001:db8::/32'], '2001:db8::1', true],
    [['2001:db8::1'], '2001:DB8:0::1', true],
    [['192.0.2.7'], '192.0.2.7', true],
    [['192.0.2.7'], '192.0.2.8', false],
    [['core-1.example.com'], 'CORE-1.example.com.', true],
    [['*.lab.example.com'], 'r1.lab.example.com', true],
    [['*.lab.example.com'], 'a.b.lab.example.com', false],
    [['core-*'], 'core-1', true],
  ])('%j lets %s in: %s', (entries, host, expected) => {
    expect(allows(entries, host)).toBe(expected);
  });

  it('are not named by a name that may lead anywhere', () => {
    expect(allows(['10.0.0.0/8'], '10.0.0.1.rebind.example')).toBe(false);
    expect(allows(['0.0.0.0/0', '::/0'], 'core-1.example.com')).toBe(false);
    expect(allows(['core-*'], 'core-1.somebody-else.example')).toBe(false);
    expect(allows(['*x*'], '0x7f000001')).toBe(false);
  });

  it.each(['', '*', '10.*', '10.1', '10.0.0.0/33', 'x:y', '0x7f000001', 'a b', 'a/b', '10.0.0.300'])(
    'are not read from %j',
    (entry) => {
      expect(DeviceNetworks.read([entry])).toBeUndefined();
    },
  );
});
