import { cidrs } from '../config/parsers.js';
import { DeviceEgress } from './device-egress.js';

function ranges(text: string) {
  const parsed = cidrs(text);
  if (!parsed.ok) throw new Error(parsed.allowed);
  return parsed.value;
}

function anEgress({ host = '127.0.0.1', allow = '', deny = '' } = {}): DeviceEgress {
  return new DeviceEgress({ host, deviceAllow: ranges(allow), deviceDeny: ranges(deny) });
}

const WIDE = '0.0.0.0';

describe('where jobs may connect to', () => {
  it.each([
    ['a private address', {}, '10.0.0.1'],
    ["a lab's address", {}, '198.18.0.1'],
    ['loopback, for a service on loopback', {}, '127.0.0.1'],
    ['loopback, when allowed', { host: WIDE, allow: '127.0.0.0/8' }, '127.0.0.1'],
  ])('lets through %s', async (_what, settings, host) => {
    const egress = anEgress(settings);

    expect(egress.optionsFor(host)).toHaveProperty('lookup');
    expect(await egress.addressOf(host)).toMatchObject({ address: host });
  });

  it.each([
    ['cloud metadata, whatever the settings', { allow: '0.0.0.0/0' }, '169.254.169.254', 'is cloud metadata'],
    ['link-local', {}, '169.254.1.1', 'is link-local'],
    ['unspecified', {}, '0.0.0.0', 'is unspecified'],
    ['multicast', {}, '224.0.0.1', 'is multicast'],
    ['loopback, for a service that listens wider', { host: WIDE }, '127.0.0.1', 'NETPULSE_DEVICE_ALLOW'],
    ['mapped loopback', { host: WIDE }, '::ffff:127.0.0.1', 'NETPULSE_DEVICE_ALLOW'],
    ['what is denied', { deny: '10.0.0.0/8' }, '10.1.2.3', 'is in NETPULSE_DEVICE_DENY'],
  ])('refuses %s', async (_what, settings, host, rule) => {
    const egress = anEgress(settings);
    const refusal = { type: 'ConnectionFailed', message: expect.stringContaining(rule) as string };

    expect(() => egress.optionsFor(host)).toThrow(expect.objectContaining(refusal));
    await expect(egress.addressOf(host)).rejects.toMatchObject(refusal);
  });

  it('refuses a name by the addresses that it leads to', async () => {
    const { lookup } = anEgress({ host: WIDE }).optionsFor('localhost');

    const found = new Promise((resolve, reject) => {
      lookup('localhost', {}, (error, address) => (error ? reject(error) : resolve(address)));
    });

    await expect(found).rejects.toThrow(
      'Address refused: Unable to connect to device: its address is loopback',
    );
  });

  it.each([
    [{ all: false }, '127.0.0.1'],
    [{ all: true }, [{ address: '127.0.0.1', family: 4 }]],
  ])('tells an address as it is asked for one: %j', async (options, expected) => {
    const { lookup } = anEgress().optionsFor('localhost');

    const found = await new Promise((resolve) => {
      lookup('localhost', { ...options, family: 4 }, (_error, address) => resolve(address));
    });

    expect(found).toEqual(expected);
  });
});
