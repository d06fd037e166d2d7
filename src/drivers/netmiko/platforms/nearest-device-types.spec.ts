import { nearestDeviceTypes } from './nearest-device-types.js';
import { deviceTypes, readDeviceType } from './platform-registry.js';

describe('nearestDeviceTypes', () => {
  it.each([
    ['cisco_iso', 'cisco_ios'],
    ['cisco-nxos', 'cisco_nxos'],
    ['Arista EOS', 'arista_eos'],
    ['ios', 'cisco_ios'],
    ['junos', 'juniper_junos'],
    ['hauwei', 'huawei'],
    ['vrpv8', 'huawei_vrpv8'],
    ['panos', 'paloalto_panos'],
    ['routeros', 'mikrotik_routeros'],
    ['nokia_sr0s', 'nokia_sros'],
  ])('%s: the user meant %s', (unknown, meant) => {
    expect(nearestDeviceTypes(unknown)[0]).toBe(meant);
  });

  it.each(['', 'x'.repeat(1_000_000), '🙂'])('has names for whatever was written', (unknown) => {
    expect(nearestDeviceTypes(unknown)).toHaveLength(3);
  });
});

describe('readDeviceType', () => {
  it('takes every name with and without the transport that netmiko appends', () => {
    for (const name of deviceTypes()) {
      expect(readDeviceType(name)?.transport).toBe('ssh');
      expect(readDeviceType(`${name}_ssh`)).toEqual(readDeviceType(name));
      expect(readDeviceType(`${name}_telnet`)).toEqual({ ...readDeviceType(name), transport: 'telnet' });
    }
  });

  it.each(['', 'cisco', '_ssh', 'cisco_ios_serial', 'cisco_ios_ssh_telnet', 'constructor'])(
    'knows no %j',
    (name) => {
      expect(readDeviceType(name)).toBeUndefined();
    },
  );
});
