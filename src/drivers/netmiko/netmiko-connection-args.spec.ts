import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { NetmikoConnectionArgs } from './netmiko-connection-args.js';
import { NetmikoDriverArgs } from './netmiko-driver-args.js';

const good = { device_type: 'cisco_ios', host: '192.168.1.1', username: 'admin', password: 'pwd123' };

function faults(value: object): string[] {
  const args = plainToInstance(NetmikoConnectionArgs, value);
  const errors = validateSync(args, { whitelist: true, forbidNonWhitelisted: true });
  return errors.flatMap(({ constraints = {} }) => Object.values(constraints));
}

describe('NetmikoConnectionArgs', () => {
  it.each([
    good,
    { ...good, host: 'core-sw1.lab.example.com', port: 2222, secret: '' },
    { ...good, host: 'old_switch', conn_timeout: 0.5, read_timeout: 0 },
    { ...good, host: '2001:db8::1', device_type: 'cisco_xe' },
    { ...good, proxy_host: 'bastion', jump_hosts: null },
    { ...good, jump_hosts: [{ host: 'bastion' }, { host: '192.0.2.1', port: 2222, username: 'me' }] },
    { ...good, fast_cli: false, global_delay_factor: 2, session_timeout: 60, keepalive: 30, use_keys: false },
  ])('accepts %j', (value) => {
    expect(faults(value)).toEqual([]);
  });

  it('has the defaults of netmiko', () => {
    expect(plainToInstance(NetmikoConnectionArgs, good)).toMatchObject({
      conn_timeout: 10,
      read_timeout: 30,
    });
  });

  it('names the nearest device types when one is unknown', () => {
    expect(faults({ ...good, device_type: 'cisco_iso' })).toEqual([
      'device_type is not known; the nearest: cisco_ios, cisco_asa, cisco_nxos',
    ]);
  });

  it.each([
    ['with proxy_host', { proxy_host: 'bastion', jump_hosts: [{ host: 'other' }] }],
    ['that has no host', { jump_hosts: [{ port: 22 }] }],
    ['that has a field of another object', { jump_hosts: [{ host: 'a', proxy_host: 'b' }] }],
    ['too many', { jump_hosts: Array.from({ length: 9 }, () => ({ host: 'a' })) }],
  ])('refuses a jump host %s', (_what, fault) => {
    const args = plainToInstance(NetmikoConnectionArgs, { ...good, ...fault });

    const errors = validateSync(args, { whitelist: true, forbidNonWhitelisted: true });

    expect(errors.map(({ property }) => property)).toEqual(['jump_hosts']);
  });

  it.each([
    ['host', { host: 'not a host' }],
    ['host', { host: '192.168.1' }],
    ['host', { host: '' }],
    ['host', { host: '-o ProxyCommand=x' }],
    ['port', { port: 0 }],
    ['port', { port: '22' }],
    ['username', { username: '' }],
    ['username', { username: 'a\nb' }],
    ['password', { password: 'a\rb' }],
    ['secret', { secret: 'a\nreload' }],
    ['pkey', { pkey: '/etc/ssh/key' }],
    ['conn_timeout', { conn_timeout: 0 }],
    ['conn_timeout', { conn_timeout: null }],
    ['legacy_algorithms', { legacy_algorithms: 'yes' }],
    ['passwrod', { passwrod: 'x' }],
  ])('refuses a wrong %s', (field, part) => {
    const messages = faults({ ...good, ...part });

    expect(messages.length).toBeGreaterThan(0);
    expect(messages.every((message) => message.includes(field))).toBe(true);
  });
});

describe('NetmikoDriverArgs', () => {
  it.each([
    [{}, 0],
    [{ read_timeout: 0.5, delay_factor: 2 }, 0],
    [{ read_timeout: -1 }, 1],
  ])('%j has %i faults', (value, count) => {
    expect(validateSync(plainToInstance(NetmikoDriverArgs, value), { whitelist: true })).toHaveLength(count);
  });
});
