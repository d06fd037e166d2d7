import { plainToInstance } from 'class-transformer';
import { uncheckedHostKeys } from '../../test/harness/unchecked-host-keys.js';
import type { LoginSource } from '../drivers/driver.js';
import { NetmikoConnectionArgs } from '../drivers/netmiko/netmiko-connection-args.js';
import { NetmikoDriver } from '../drivers/netmiko/netmiko.driver.js';
import { sessionKey } from './session-key.js';

const driver = {
  name: 'netmiko',
  instance: new NetmikoDriver({ legacyAlgorithms: true }, uncheckedHostKeys()),
  connectionArgs: NetmikoConnectionArgs,
  driverArgs: Object,
};
const base = { device_type: 'cisco_ios', host: 'r1', username: 'u', password: 'p' };

/** Of the arguments as a worker gets them: validated, sealed and opened again. */
function keyOf(more: object = {}, loginFrom: LoginSource = 'request'): string {
  const args = plainToInstance(NetmikoConnectionArgs, { ...base, ...more });
  return sessionKey({ driver, args: JSON.parse(JSON.stringify(args)) as object, loginFrom });
}

describe('the key of a session', () => {
  it.each([
    ['another name of the platform', { device_type: 'cisco_xe' }],
    ['the default port by its number', { port: 22 }],
    ['ignored arguments', { fast_cli: true, global_delay_factor: 2, session_timeout: 60 }],
    ['a default by its value', { conn_timeout: 10 }],
  ])('is the same with %s', (_what, more) => {
    expect(keyOf(more)).toBe(keyOf());
  });

  it('is the same in another order', () => {
    const hop = { host: 'b', password: 'x' };
    const jumps = { jump_hosts: [hop] };

    expect(keyOf({ ...jumps, secret: 's' })).toBe(
      keyOf({ secret: 's', jump_hosts: [{ password: 'x', host: 'b' }] }),
    );
    expect(keyOf({ jump_hosts: [hop, { host: 'c' }] })).not.toBe(keyOf({ jump_hosts: [{ host: 'c' }, hop] }));
  });

  it('is another where the operator lends the login', () => {
    expect(keyOf({}, 'credential')).not.toBe(keyOf());
  });

  it.each([
    ['host', { host: 'r2' }],
    ['port', { port: 2222 }],
    ['user', { username: 'v' }],
    ['password', { password: 'q' }],
    ['secret', { secret: 'q' }],
    ['key', { pkey: 'k' }],
    ['pinned host key', { host_key_fingerprint: 'SHA256:x' }],
    ['demand for a known host key', { ssh_strict: true }],
    ['jump host', { proxy_host: 'b' }],
    ["jump host's password", { proxy_host: 'b', proxy_password: 'q' }],
    ['algorithms', { legacy_algorithms: false }],
    ['keepalive', { keepalive: 30 }],
    ['time-out', { read_timeout: 60 }],
    ['echo', { global_cmd_verify: false }],
    ['transport', { device_type: 'cisco_ios_telnet', port: 22 }],
    ['platform', { device_type: 'arista_eos' }],
    ['platform that is left open', { device_type: 'autodetect' }],
  ])('is another with another %s', (_what, more) => {
    expect(keyOf(more)).not.toBe(keyOf());
  });
});
