import { junosBgpNeighbors } from './junos-bgp.js';
import { junosFacts } from './junos-facts.js';
import { junosInterfaces, junosInterfacesIp } from './junos-interfaces.js';
import { junosArpTable, junosLldpNeighbors } from './junos-neighbors.js';

/** `| display json` of text, of a time, of elements: each name has a list. */
const element = (children: Readonly<Record<string, string | object | object[]>>): object =>
  Object.fromEntries(
    Object.entries(children).map(([name, value]) => [
      name,
      typeof value === 'string' ? [{ data: value }] : Array.isArray(value) ? value : [value],
    ]),
  );
const time = (text: string, seconds: number) => [
  { data: text, attributes: { 'junos:seconds': String(seconds) } },
];
const top = (children: Parameters<typeof element>[0]) => element(children) as Record<string, unknown>;

describe('getters of Junos', () => {
  it('tell the facts', () => {
    const version = top({
      'multi-routing-engine-results': element({
        'multi-routing-engine-item': element({
          'software-information': element({
            'host-name': 'r1',
            'product-model': 'mx240',
            'junos-version': '21.4R1',
          }),
        }),
      }),
    });
    const hardware = top({ 'chassis-inventory': element({ chassis: element({ 'serial-number': 'JN1' }) }) });
    const uptime = top({
      'system-uptime-information': element({
        'system-booted-time': element({ 'time-length': time('1 day', 86_400) }),
      }),
    });

    expect(junosFacts(version, hardware, uptime, ['ge-0/0/0'])).toEqual({
      uptime: 86_400,
      vendor: 'Juniper',
      os_version: '21.4R1',
      serial_number: 'JN1',
      model: 'MX240',
      hostname: 'r1',
      fqdn: 'r1',
      interface_list: ['ge-0/0/0'],
    });
  });

  it('find the version of old Junos in its packages', () => {
    const software = element({
      'package-information': [element({ name: 'junos', comment: 'JUNOS Base OS boot [12.3R9.4]' })],
    });
    expect(junosFacts(top({ 'software-information': software }), {}, {}, []).os_version).toBe('12.3R9.4');
  });

  const INTERFACES = top({
    'interface-information': element({
      'physical-interface': [
        element({
          name: 'ge-0/0/0',
          'admin-status': 'up',
          'oper-status': 'up',
          description: 'core',
          mtu: '1514',
          speed: '1000mbps',
          'current-physical-address': '20:d8:0b:71:2e:72',
          'interface-flapped': time('2018-08-13', 2185),
          'logical-interface': [
            element({
              name: 'ge-0/0/0.0',
              'if-config-flags': element({ 'iff-down': [{ data: null }] }),
              'address-family': [
                element({
                  'address-family-name': 'inet',
                  mtu: '1500',
                  'interface-address': [
                    element({ 'ifa-destination': '192.0.2/24', 'ifa-local': '192.0.2.1' }),
                    element({ 'ifa-local': '198.51.100.1' }),
                  ],
                }),
                element({
                  'address-family-name': 'inet6',
                  'interface-address': element({
                    'ifa-destination': '2001:db8::/64',
                    'ifa-local': '2001:db8::1',
                  }),
                }),
              ],
            }),
          ],
        }),
        element({
          name: 'lo0',
          'admin-status': 'up',
          'oper-status': 'up',
          mtu: 'Unlimited',
          speed: 'Unlimited',
          'interface-flapped': time('Never', 0),
        }),
      ],
    }),
  });

  it('tell physical and logical interfaces', () => {
    expect(junosInterfaces(INTERFACES)).toEqual({
      'ge-0/0/0': {
        is_up: true,
        is_enabled: true,
        description: 'core',
        last_flapped: 2185,
        speed: 1000,
        mtu: 1514,
        mac_address: '20:D8:0B:71:2E:72',
      },
      'ge-0/0/0.0': expect.objectContaining({ is_up: true, is_enabled: false, speed: 1000, mtu: 1500 }),
      lo0: expect.objectContaining({ last_flapped: -1, speed: -1, mtu: -1, mac_address: '' }),
    });
  });

  it('tell the addresses', () => {
    expect(junosInterfacesIp(INTERFACES)).toEqual({
      'ge-0/0/0.0': {
        ipv4: { '192.0.2.1': { prefix_length: 24 }, '198.51.100.1': { prefix_length: 32 } },
        ipv6: { '2001:db8::1': { prefix_length: 64 } },
      },
    });
  });

  it('tell the neighbours', () => {
    const neighbors = top({
      'lldp-neighbors-information': element({
        'lldp-neighbor-information': [
          element({
            'lldp-local-port-id': 'xe-0/0/1',
            'lldp-remote-system-name': 'spine',
            'lldp-remote-port-id': 'Ethernet1',
          }),
          element({
            'lldp-local-interface': 'ge-0/0/0.0',
            'lldp-remote-chassis-id': '00:11:22:33:44:55',
            'lldp-remote-port-description': 'p7',
          }),
        ],
      }),
    });
    const arp = top({
      'arp-table-information': element({
        'arp-table-entry': element({
          'mac-address': '00:11:22:33:44:55',
          'ip-address': '192.0.2.2',
          'interface-name': 'ge-0/0/0.0',
          'time-to-expire': '840',
        }),
      }),
    });

    expect(junosLldpNeighbors(neighbors)).toEqual({
      'xe-0/0/1': [{ hostname: 'spine', port: 'Ethernet1' }],
      'ge-0/0/0.0': [{ hostname: '00:11:22:33:44:55', port: 'p7' }],
    });
    expect(junosArpTable(arp)).toEqual([
      { interface: 'ge-0/0/0.0', mac: '00:11:22:33:44:55', ip: '192.0.2.2', age: 840 },
    ]);
  });

  it('find the routing instance of a BGP neighbour in its tables where old Junos names it nowhere else', () => {
    const peer = element({ 'peer-address': '192.0.2.2', 'bgp-rib': element({ name: 'blue.inet6.0' }) });

    expect(
      Object.keys(junosBgpNeighbors(top({ 'bgp-information': element({ 'bgp-peer': peer }) }), {})),
    ).toEqual(['blue']);
  });

  it('tell the BGP neighbours by routing instance', () => {
    const peers = top({
      'bgp-information': element({
        'bgp-peer': [
          element({
            'peer-address': '192.0.2.2+179',
            'peer-as': '65002',
            'local-as': '65001',
            'peer-state': 'Established',
            'peer-id': '192.0.2.2',
            'local-id': '192.0.2.1',
            'peer-cfg-rti': 'frontend',
            description: 'uplink',
            'bgp-rib': element({
              name: 'frontend.inet.0',
              'received-prefix-count': '7',
              'accepted-prefix-count': '5',
              'advertised-prefix-count': '4',
            }),
          }),
          element({
            'peer-address': '192.0.2.3',
            'peer-as': '65003',
            'local-as': '65001',
            'peer-state': 'Idle',
            'bgp-option-information': element({ 'bgp-options-extended': 'GracefulShutdownRcv Shutdown' }),
          }),
        ],
      }),
    });
    const summary = top({
      'bgp-information': element({
        'bgp-peer': element({ 'peer-address': '192.0.2.2', 'elapsed-time': time('1:01', 61) }),
      }),
    });

    const none = { received_prefixes: -1, accepted_prefixes: -1, sent_prefixes: -1 };
    expect(junosBgpNeighbors(peers, summary)).toEqual({
      frontend: {
        router_id: '192.0.2.1',
        peers: {
          '192.0.2.2': {
            local_as: 65_001,
            remote_as: 65_002,
            remote_id: '192.0.2.2',
            is_up: true,
            is_enabled: true,
            description: 'uplink',
            uptime: 61,
            address_family: {
              ipv4: { received_prefixes: 7, accepted_prefixes: 5, sent_prefixes: 4 },
              ipv6: none,
            },
          },
        },
      },
      global: {
        router_id: '',
        peers: { '192.0.2.3': expect.objectContaining({ is_up: false, is_enabled: false, uptime: -1 }) },
      },
    });
  });
});
