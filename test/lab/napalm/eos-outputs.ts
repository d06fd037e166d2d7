import type { EosCommandTable } from '../eapi/eos-commands.js';

const BOOTED_AT = Math.floor(Date.now() / 1_000) - 3_600;

const RUNNING = '! Command: show running-config\nhostname leaf1\n!\nend\n';

const PEER = (address: string, more: object) => ({
  peerAddress: address,
  asn: '65002',
  localAsn: '65001',
  routerId: '192.0.2.2',
  prefixesReceived: 0,
  prefixesSent: 0,
  v6PrefixesReceived: 0,
  v6PrefixesSent: 0,
  ...more,
});

/** What EOS answers to the commands of both NAPALM and NetPulse: the lab's own data. */
export const EOS_OUTPUTS: EosCommandTable = {
  'show version': {
    json: {
      modelName: 'DCS-7050',
      version: '4.29.2F',
      internalVersion: '4.29.2F-1',
      serialNumber: 'JPE1',
      bootupTimestamp: BOOTED_AT,
      uptime: 3_600,
    },
  },
  'show hostname': { json: { hostname: 'leaf1', fqdn: 'leaf1.lab.example' } },
  'show interfaces': {
    json: {
      interfaces: {
        Ethernet10: {
          lineProtocolStatus: 'down',
          interfaceStatus: 'disabled',
          description: '',
          mtu: 1500,
          bandwidth: 0,
        },
        'Ethernet2.7': {
          lineProtocolStatus: 'up',
          interfaceStatus: 'connected',
          description: 'voice',
          mtu: 1500,
          bandwidth: 10_000_000_000,
        },
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
  },
  'show ip interface': {
    json: {
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
  },
  'show ipv6 interface': {
    json: {
      interfaces: {
        Vlan7: {
          linkLocal: { address: 'fe80::1', subnet: 'fe80::/64' },
          addresses: [{ address: '2001:db8::1', subnet: '2001:db8::/56' }],
        },
        Vlan9: {
          linkLocal: { address: 'fe80::2', subnet: 'fe80::/64' },
          addresses: [],
        },
      },
    },
  },
  'show lldp neighbors': {
    json: {
      lldpNeighbors: [
        { port: 'Ethernet2', neighborDevice: 'spine1', neighborPort: 'Ethernet7' },
        { port: 'Ethernet2', neighborDevice: 'spine2', neighborPort: '001c.7300.0007' },
      ],
    },
  },
  'show ip bgp summary vrf all': {
    json: {
      vrfs: {
        default: {
          routerId: '192.0.2.1',
          asn: '65001',
          peers: { '192.0.2.2': { prefixAccepted: 5, prefixReceived: 7 } },
        },
        BLUE: { routerId: '192.0.2.9', peers: {} },
      },
    },
  },
  'show ipv6 bgp summary vrf all': {
    json: { vrfs: { default: { routerId: '192.0.2.1', peers: { '2001:db8::2': { prefixAccepted: 2 } } } } },
  },
  'show ip bgp neighbors vrf all': {
    json: {
      vrfs: {
        default: {
          peerList: [
            PEER('192.0.2.2', {
              state: 'Established',
              establishedTime: 121,
              description: 'uplink',
              prefixesReceived: 7,
              prefixesSent: 4,
            }),
            PEER('192.0.2.3', {
              state: 'Idle',
              idleReason: 'Administratively shut down',
              routerId: '0.0.0.0',
            }),
          ],
        },
      },
    },
  },
  'show ipv6 bgp peers vrf all': {
    json: {
      vrfs: {
        default: {
          peerList: [
            PEER('2001:db8::2', { state: 'Established', establishedTime: 60, v6PrefixesReceived: 3 }),
          ],
        },
      },
    },
  },
  'show arp vrf all': {
    json: {
      vrfs: {
        default: {
          ipV4Neighbors: [
            { address: '192.0.2.2', hwAddress: '001c.7300.0002', interface: 'Ethernet2', age: 30 },
            { address: '192.0.2.3', hwAddress: '001c.7300.0003', interface: 'Vlan7' },
          ],
        },
      },
    },
  },
  'show running-config': { text: RUNNING },
  'show startup-config': { text: RUNNING },
};
