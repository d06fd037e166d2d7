import { iosBgpNeighbors } from './ios-bgp.js';
import { iosDiff, iosForecast } from './ios-diff.js';
import { iosFacts } from './ios-facts.js';
import { withoutHead } from './ios-getters.js';
import { iosInterfaces, iosInterfacesIp } from './ios-interfaces.js';
import { iosArpTable, iosLldpNeighbors, longInterfaceName } from './ios-neighbors.js';

describe('facts of IOS', () => {
  const VERSION = `Cisco IOS Software [Lab], C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(7)E4, RELEASE SOFTWARE (fc2)
Technical Support: http://www.cisco.com/techsupport

sw1 uptime is 1 year, 2 weeks, 3 days, 4 hours, 5 minutes
cisco WS-C2960X-24TS-L (APM86XXX) processor (revision A0) with 524288K bytes of memory.
Processor board ID FOC1
`;
  const BRIEF = `Interface              IP-Address      OK? Method Status                Protocol
Vlan1                  192.0.2.1       YES NVRAM  up                    up
GigabitEthernet1/0/1   unassigned      YES unset  down                  down
`;

  it('come from the version, the hosts and the interfaces', () => {
    expect(iosFacts(VERSION, 'Default domain is lab.example\n', BRIEF)).toEqual({
      uptime: 31_536_000 + 2 * 604_800 + 3 * 86_400 + 4 * 3_600 + 300,
      vendor: 'Cisco',
      os_version: 'C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(7)E4, RELEASE SOFTWARE (fc2)',
      serial_number: 'FOC1',
      model: 'WS-C2960X-24TS-L',
      hostname: 'sw1',
      fqdn: 'sw1.lab.example',
      interface_list: ['Vlan1', 'GigabitEthernet1/0/1'],
    });
  });

  it('say with -1 and empty text what the device did not tell', () => {
    expect(iosFacts('', '', '')).toMatchObject({ uptime: -1, os_version: '', model: '', interface_list: [] });
  });
});

describe('interfaces of IOS', () => {
  const TEXT = `GigabitEthernet1/0/1 is up, line protocol is up (connected)
  Hardware is Gigabit Ethernet, address is 0011.2233.44ab (bia 0011.2233.44ab)
  Description: to core, port 7
  MTU 1500 bytes, BW 1000000 Kbit/sec, DLY 10 usec,
Vlan7 is administratively down, line protocol is down
  MTU 1400 bytes, BW 10000 Kbit, DLY 10 usec
`;

  it('have state, speed in Mbit/s and the MAC address in capitals', () => {
    expect(iosInterfaces(TEXT)).toEqual({
      'GigabitEthernet1/0/1': {
        is_up: true,
        is_enabled: true,
        description: 'to core, port 7',
        last_flapped: -1,
        speed: 1000,
        mtu: 1500,
        mac_address: '00:11:22:33:44:AB',
      },
      Vlan7: expect.objectContaining({ is_up: false, is_enabled: false, mtu: 1400, mac_address: '' }),
    });
  });

  it('have addresses of both families', () => {
    const ipv4 = `Vlan1 is up, line protocol is up
  Internet address is 192.0.2.1/24
  Secondary address 198.51.100.1/25
Vlan2 is up, line protocol is up
  Internet protocol processing disabled
`;
    const ipv6 = `Vlan1 is up, line protocol is up
  IPv6 is enabled, link-local address is FE80::1 [TEN]
  Global unicast address(es):
    2001:DB8::1, subnet is 2001:DB8::/64
`;
    expect(iosInterfacesIp(ipv4, ipv6)).toEqual({
      Vlan1: {
        ipv4: { '192.0.2.1': { prefix_length: 24 }, '198.51.100.1': { prefix_length: 25 } },
        ipv6: { 'fe80::1': { prefix_length: 10 }, '2001:db8::1': { prefix_length: 64 } },
      },
    });
  });
});

describe('neighbours of IOS', () => {
  it('take whole names from the details, and the table where those lack the local port', () => {
    const entry = (local: string) =>
      `------------------------------------------------\n${local}Chassis id: 0011.2233.4455\nPort id: Gi0/7\nSystem Name: a-long-name.lab.example\n`;
    const table = `Device ID           Local Intf     Hold-time  Capability      Port ID
a-long-name.lab.examGi1/0/2        120        B,R             Gi0/7

Total entries displayed: 1
`;

    expect(iosLldpNeighbors(entry('Local Intf: Gi1/0/2\n'), table)).toEqual({
      'GigabitEthernet1/0/2': [{ hostname: 'a-long-name.lab.example', port: 'Gi0/7' }],
    });
    expect(iosLldpNeighbors(entry(''), table)).toEqual({
      'GigabitEthernet1/0/2': [{ hostname: 'a-long-name.lab.exam', port: 'Gi0/7' }],
    });
    expect(iosLldpNeighbors('', '% LLDP is not enabled')).toEqual({});
  });

  it.each([
    ['Te1/1/1', 'TenGigabitEthernet1/1/1'],
    ['Po12', 'Port-channel12'],
    ['Xx1', 'Xx1'],
  ])('write %s as %s', (short, long) => {
    expect(longInterfaceName(short)).toBe(long);
  });

  it('leave unfinished ARP entries out', () => {
    const text = `Protocol  Address          Age (min)  Hardware Addr   Type   Interface
Internet  192.0.2.1               -   0011.2233.4455  ARPA   Vlan1
Internet  192.0.2.2             150   0011.2233.4456  ARPA   Vlan1
Internet  192.0.2.3               0   Incomplete      ARPA
`;
    expect(iosArpTable(text)).toEqual([
      { interface: 'Vlan1', mac: '00:11:22:33:44:55', ip: '192.0.2.1', age: -1 },
      { interface: 'Vlan1', mac: '00:11:22:33:44:56', ip: '192.0.2.2', age: 150 },
    ]);
  });
});

describe('BGP neighbours of IOS', () => {
  const SUMMARY = `For address family: IPv4 Unicast
BGP router identifier 192.0.2.1, local AS number 1.10

Neighbor        V           AS MsgRcvd MsgSent   TblVer  InQ OutQ Up/Down  State/PfxRcd
192.0.2.2       4        65001      26      27        9    0    0 1d05h           7
192.0.2.3       4        65002       0       0        1    0    0 never    Idle (Admin)
`;
  const peer = (address: string, more: string, family = 'IPv4 Unicast') =>
    `BGP neighbor is ${address},  ${more}
 For address family: ${family}
                                 Sent       Rcvd
  Prefix activity:               ----       ----
    Prefixes Current:               4          7 (Consumes 560 bytes)
`;
  const up =
    'remote AS 65001, external link\n Description: uplink A\n  BGP version 4, remote router ID 192.0.2.2\n  BGP state = Established, up for 1d05h';

  it('are by VRF, each with its address families', () => {
    const text = [
      'For address family: IPv4 Unicast\n',
      peer('192.0.2.2', up),
      peer(
        '192.0.2.3',
        'remote AS 65002, external link\n  BGP version 4, remote router ID 0.0.0.0\n  BGP state = Idle',
      ),
      'For address family: IPv6 Unicast\n',
      peer('192.0.2.2', up, 'IPv6 Unicast'),
      peer(
        '198.51.100.9',
        'vrf BLUE, remote AS 65009, local AS 65010, external link\n  BGP state = Established, up for 00:01:05',
      ),
    ].join('');

    const found = iosBgpNeighbors(SUMMARY, text);

    const counts = { received_prefixes: 7, accepted_prefixes: 7, sent_prefixes: 4 };
    expect(found.global?.router_id).toBe('192.0.2.1');
    expect(found.global?.peers['192.0.2.2']).toEqual({
      local_as: 65_546,
      remote_as: 65_001,
      remote_id: '192.0.2.2',
      is_up: true,
      is_enabled: true,
      description: 'uplink A',
      uptime: 104_400,
      address_family: { ipv4: counts, ipv6: counts },
    });
    expect(found.global?.peers['192.0.2.3']).toMatchObject({
      is_up: false,
      is_enabled: false,
      uptime: -1,
      address_family: { ipv4: { received_prefixes: -1 } },
    });
    expect(found.BLUE?.peers['198.51.100.9']).toMatchObject({ local_as: 65_010, uptime: 65 });
  });

  it('are none where BGP does not run', () => {
    expect(iosBgpNeighbors('% BGP not active', '')).toEqual({});
  });
});

describe('configuration of IOS', () => {
  const RUNNING = `!
hostname R1
interface Vlan7
 description old
 ip address 192.0.2.1 255.255.255.0
!
router bgp 65001
 address-family ipv4
  network 192.0.2.0
end`;

  it('is told without the head that IOS prints', () => {
    expect(withoutHead('Building configuration...\n\nCurrent configuration : 80 bytes\n!\nhostname R1')).toBe(
      '!\nhostname R1',
    );
  });

  it('is compared line by line, below the section that a line belongs to', () => {
    const after = RUNNING.replace('description old', 'description new').replace('hostname R1', 'hostname R2');

    expect(iosDiff(RUNNING, after)).toBe(
      '-hostname R1\n interface Vlan7\n- description old\n+ description new\n+hostname R2',
    );
    expect(iosDiff(RUNNING, `! Last configuration change at 12:00\n${RUNNING}`)).toBe('');
  });

  it.each([
    [['hostname R1'], ''],
    [['interface Vlan7', ' description new'], ' interface Vlan7\n+ description new'],
    [
      ['interface Vlan7', 'description new', '!', 'ntp server 192.0.2.9'],
      ' interface Vlan7\n+ description new\n+ntp server 192.0.2.9',
    ],
    [['interface Vlan7', 'no description'], ' interface Vlan7\n- description old'],
    [['no interface Vlan7'], '-interface Vlan7\n- description old\n- ip address 192.0.2.1 255.255.255.0'],
    [['no ntp server 192.0.2.9'], ''],
    [['interface Vlan8', 'shutdown'], '+interface Vlan8\n+ shutdown'],
  ])('is foretold for %j', (lines, diff) => {
    expect(iosForecast(RUNNING, lines)).toBe(diff);
  });
});
