import type { DeviceReader } from '../device-reader.js';
import { CommandRejectedError } from '../../device-error.js';
import { EOS_GETTERS } from './eos-getters.js';
import { eosFacts } from './eos-interfaces.js';

const ANSWERS: Readonly<Record<string, object>> = {
  'show version': {
    modelName: 'DCS-7050',
    version: '4.29.2F',
    internalVersion: '4.29.2F-1',
    serialNumber: 'JPE1',
    uptime: 3600.5,
  },
  'show hostname': { hostname: 'leaf1', fqdn: 'leaf1.lab.example' },
  'show interfaces': {
    interfaces: {
      Ethernet10: { lineProtocolStatus: 'down', interfaceStatus: 'disabled', mtu: 1500, bandwidth: 0 },
      Ethernet2: {
        lineProtocolStatus: 'up',
        interfaceStatus: 'connected',
        description: 'to spine',
        lastStatusChangeTimestamp: 1_700_000_000.5,
        mtu: 9214,
        bandwidth: 10_000_000_000,
        physicalAddress: '00:1c:73:00:00:01',
      },
    },
  },
  'show ip interface': {
    interfaces: {
      Vlan7: {
        interfaceAddress: {
          primaryIp: { address: '192.0.2.1', maskLen: 24 },
          secondaryIpsOrderedList: [{ address: '198.51.100.1', maskLen: 25 }],
        },
      },
      Vlan8: { interfaceAddress: { primaryIp: { address: '0.0.0.0', maskLen: 0 } } },
    },
  },
  'show ipv6 interface': {
    interfaces: {
      Vlan7: {
        linkLocal: { address: 'fe80::1', subnet: 'fe80::/64' },
        addresses: [{ address: '2001:db8::1', subnet: '2001:db8::/56' }],
      },
    },
  },
  'show lldp neighbors': {
    lldpNeighbors: [
      { port: 'Ethernet2', neighborDevice: 'spine1', neighborPort: 'Ethernet7' },
      { port: 'Ethernet2', neighborDevice: 'spine2', neighborPort: 'Ethernet9' },
    ],
  },
  'show ip bgp summary vrf all': {
    vrfs: {
      default: {
        routerId: '192.0.2.1',
        asn: '65001',
        peers: { '192.0.2.2': { prefixAccepted: 5, prefixReceived: 7 } },
      },
      BLUE: { routerId: '192.0.2.9', peers: {} },
    },
  },
  'show ip bgp neighbors vrf all': {
    vrfs: {
      default: {
        peerList: [
          {
            peerAddress: '192.0.2.2',
            asn: '65002',
            localAsn: '65001',
            routerId: '192.0.2.2',
            state: 'Established',
            establishedTime: 121,
            description: 'uplink',
            prefixesReceived: 7,
            prefixesSent: 4,
            v6PrefixesReceived: 0,
            v6PrefixesSent: 0,
          },
          { peerAddress: '192.0.2.3', asn: '65003', localAsn: '65001', state: 'Idle', idleReason: 'Admin' },
        ],
      },
    },
  },
  'show arp vrf all': {
    vrfs: {
      default: {
        ipV4Neighbors: [
          { address: '192.0.2.2', hwAddress: '001c.7300.0002', interface: 'Ethernet2', age: 30 },
          { address: '192.0.2.3', hwAddress: '001c.7300.0003', interface: 'Vlan7' },
        ],
      },
    },
  },
};

/** A switch that answers as above, and refuses everything else. */
const DEVICE: DeviceReader = {
  text: async (command) => refuse(command),
  json: async (command) => (ANSWERS[command] as Record<string, unknown> | undefined) ?? refuse(command),
};

function refuse(command: string): never {
  throw new CommandRejectedError({ command, stdout: '', stderr: '', exitStatus: 1 }, '% Invalid input');
}

describe('getters of EOS', () => {
  it('tell the facts', async () => {
    expect(await EOS_GETTERS.get_facts(DEVICE)).toEqual({
      uptime: 3600.5,
      vendor: 'Arista',
      os_version: '4.29.2F-1',
      serial_number: 'JPE1',
      model: 'DCS-7050',
      hostname: 'leaf1',
      fqdn: 'leaf1.lab.example',
      interface_list: ['Ethernet2', 'Ethernet10'],
    });
  });

  it('count the uptime of old EOS from its boot', () => {
    expect(eosFacts({ bootupTimestamp: 1_000 }, {}, {}, 1_060_000).uptime).toBe(60);
  });

  it('tell the interfaces', async () => {
    expect(await EOS_GETTERS.get_interfaces(DEVICE)).toEqual({
      Ethernet10: {
        is_up: false,
        is_enabled: false,
        description: '',
        last_flapped: -1,
        speed: 0,
        mtu: 1500,
        mac_address: '',
      },
      Ethernet2: {
        is_up: true,
        is_enabled: true,
        description: 'to spine',
        last_flapped: 1_700_000_000.5,
        speed: 10_000,
        mtu: 9214,
        mac_address: '00:1C:73:00:00:01',
      },
    });
  });

  it('tell the addresses', async () => {
    expect(await EOS_GETTERS.get_interfaces_ip(DEVICE)).toEqual({
      Vlan7: {
        ipv4: { '192.0.2.1': { prefix_length: 24 }, '198.51.100.1': { prefix_length: 25 } },
        ipv6: { 'fe80::1': { prefix_length: 64 }, '2001:db8::1': { prefix_length: 56 } },
      },
      Vlan8: { ipv4: {}, ipv6: {} },
    });
  });

  it('tell the neighbours', async () => {
    expect(await EOS_GETTERS.get_lldp_neighbors(DEVICE)).toEqual({
      Ethernet2: [
        { hostname: 'spine1', port: 'Ethernet7' },
        { hostname: 'spine2', port: 'Ethernet9' },
      ],
    });
    expect(await EOS_GETTERS.get_arp_table(DEVICE)).toEqual([
      { ip: '192.0.2.2', mac: '00:1C:73:00:00:02', interface: 'Ethernet2', age: 30 },
      { ip: '192.0.2.3', mac: '00:1C:73:00:00:03', interface: 'Vlan7', age: -1 },
    ]);
  });

  it('tell the BGP neighbours, also where the switch has no IPv6 command', async () => {
    expect(await EOS_GETTERS.get_bgp_neighbors(DEVICE)).toEqual({
      global: {
        router_id: '192.0.2.1',
        peers: {
          '192.0.2.2': {
            local_as: 65_001,
            remote_as: 65_002,
            remote_id: '192.0.2.2',
            is_up: true,
            is_enabled: true,
            description: 'uplink',
            uptime: 121,
            address_family: {
              ipv4: { received_prefixes: 7, accepted_prefixes: 5, sent_prefixes: 4 },
              ipv6: { received_prefixes: 0, accepted_prefixes: 0, sent_prefixes: 0 },
            },
          },
          '192.0.2.3': expect.objectContaining({ is_up: false, is_enabled: false, uptime: -1 }),
        },
      },
      BLUE: { router_id: '192.0.2.9', peers: {} },
    });
  });
});
