import type { CommandTable } from '../ssh-device/device-options.js';

const ARP = `Protocol  Address          Age (min)  Hardware Addr   Type   Interface
Internet  192.0.2.1               -   0011.2233.4455  ARPA   Vlan1
Internet  192.0.2.2             150   0011.2233.44ab  ARPA   Vlan1
Internet  192.0.2.9               -   0011.2233.44ac  ARPA`;
const UNFINISHED = 'Internet  192.0.2.3               0   Incomplete      ARPA';

const SUMMARY = (family: string, rows: string) => `For address family: ${family}
BGP router identifier 192.0.2.1, local AS number 65000
BGP table version is 9, main routing table version 9

Neighbor        V           AS MsgRcvd MsgSent   TblVer  InQ OutQ Up/Down  State/PfxRcd
${rows}
`;
const UP = `192.0.2.2       4        65001      26      27        9    0    0 1d05h           7`;
const SHUT = `192.0.2.3       4        65002       0       0        1    0    0 never    Idle (Admin)`;
const IPV6_UP = `2001:DB8::2     4        65001      26      27        9    0    0 00:20:06        3`;

const ESTABLISHED = (address: string, family: string, up: string, counts: string) =>
  `BGP neighbor is ${address},  remote AS 65001, external link
 Description: uplink A
  BGP version 4, remote router ID 192.0.2.2
  BGP state = Established, up for ${up}
  Last read 00:00:21, last write 00:00:33, hold time is 180, keepalive interval is 60 seconds

 For address family: ${family}
  Session: ${address}
  BGP table version 9, neighbor version 9/0
                                 Sent       Rcvd
  Prefix activity:               ----       ----
    Prefixes Current:          ${counts} (Consumes 560 bytes)
    Prefixes Total:                 4          7

                                   Outbound    Inbound
  Local Policy Denied Prefixes:    --------    -------
    Total:                                0          0
`;
/** With a description: NAPALM gives a peer without one that of the peer above it. */
const SHUT_DOWN = `BGP neighbor is 192.0.2.3,  remote AS 65002, external link
 Description: spare
 Administratively shut down
  BGP version 4, remote router ID 0.0.0.0
  BGP state = Idle, down for never
  Neighbor sessions:
    0 active, is not multisession capable (disabled)

 For address family: IPv4 Unicast
  BGP table version 9, neighbor version 1/0
                                 Sent       Rcvd
  Prefix activity:               ----       ----
    Prefixes Current:               0          0
    Prefixes Total:                 0          0

                                   Outbound    Inbound
  Local Policy Denied Prefixes:    --------    -------
    Total:                                0          0
`;
const IPV4_PEERS = ESTABLISHED('192.0.2.2', 'IPv4 Unicast', '1d05h', '     4          7') + SHUT_DOWN;
const IPV6_PEERS = ESTABLISHED('2001:DB8::2', 'IPv6 Unicast', '00:20:06', '     2          3');

const RUNNING = `!
! Last configuration change at 12:00:01 UTC Tue Mar 2 2021 by admin
! NVRAM config last updated at 12:00:02 UTC Tue Mar 2 2021 by admin
!
version 15.2
hostname R1
!
interface Vlan1
 ip address 192.0.2.1 255.255.255.0
!
end`;

const LLDP_ENTRY = (local: string, chassis: string, port: string, name: string) =>
  `------------------------------------------------
Local Intf: ${local}
Chassis id: ${chassis}
Port id: ${port}
Port Description: to the core
System Name${name}

System Description:
Lab software

Time remaining: 101 seconds
System Capabilities: B,R
Enabled Capabilities: R
Management Addresses:
    IP: 192.0.2.2
Auto Negotiation - not supported
Physical media capabilities - not advertised
Media Attachment Unit type - not advertised
Vlan ID: - not advertised
`;

/** What an IOS device prints for the commands of both NAPALM and NetPulse: the lab's own data. */
export const IOS_OUTPUTS: CommandTable = {
  'show version': `Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(7)E4, RELEASE SOFTWARE (fc2)
Technical Support: http://www.cisco.com/techsupport

R1 uptime is 1 year, 2 weeks, 3 days, 4 hours, 5 minutes
cisco WS-C2960X-24TS-L (APM86XXX) processor (revision A0) with 524288K bytes of memory.
Processor board ID FOC1234X0AB
`,
  'show hosts': 'Default domain is lab.example\nName/address lookup uses domain service\n',
  'show ip interface brief': `Interface              IP-Address      OK? Method Status                Protocol
Vlan1                  192.0.2.1       YES NVRAM  up                    up
GigabitEthernet1/0/1   unassigned      YES unset  down                  down
Te1/1/1                unassigned      YES unset  administratively down down`,
  'show interfaces': `Vlan1 is up, line protocol is up
  Hardware is EtherSVI, address is 0011.2233.44ab (bia 0011.2233.44ab)
  Internet address is 192.0.2.1/24
  MTU 1500 bytes, BW 1000000 Kbit/sec, DLY 10 usec,
GigabitEthernet1/0/1 is down, line protocol is down (notconnect)
  Hardware is Gigabit Ethernet, address is 0011.2233.4401 (bia 0011.2233.4401)
  Description: to core, port 7
  MTU 9000 bytes, BW 10000 Kbit/sec, DLY 1000 usec,
TenGigabitEthernet1/1/1 is administratively down, line protocol is down (disabled)
  Hardware is Ten Gigabit Ethernet, address is 0011.2233.4402 (bia 0011.2233.4402)
  MTU 1500 bytes, BW 10000000 Kbit/sec, DLY 10 usec,
Loopback0 is up, line protocol is up
  Hardware is Loopback
  MTU 1514 bytes, BW 8000000 Kbit/sec, DLY 5000 usec,`,
  'show ip interface': `Vlan1 is up, line protocol is up
  Internet address is 192.0.2.1/24
  Broadcast address is 255.255.255.255
  Secondary address 198.51.100.1/25
GigabitEthernet1/0/1 is down, line protocol is down
  Internet protocol processing disabled`,
  'show ipv6 interface': `Vlan1 is up, line protocol is up
  IPv6 is enabled, link-local address is FE80::211:22FF:FE33:44AB
  Global unicast address(es):
    2001:DB8:0:1::1, subnet is 2001:DB8:0:1::/64`,
  'show lldp neighbors detail': `${LLDP_ENTRY('Gi1/0/1', '0011.2233.44cd', 'Gi0/7', ': core1.lab.example')}
${LLDP_ENTRY('Te1/1/1', '0011.2233.44ce', '0011.2233.44cf', ' - not advertised')}

Total entries displayed: 2`,
  'show arp | exclude Incomplete': ARP,
  'show ip arp': `${ARP}\n${UNFINISHED}`,
  'show bgp all summary': SUMMARY('IPv4 Unicast', `${UP}\n${SHUT}`) + '\n' + SUMMARY('IPv6 Unicast', IPV6_UP),
  'show bgp ipv4 unicast neighbors': IPV4_PEERS,
  'show bgp ipv6 unicast neighbors': IPV6_PEERS,
  'show bgp all neighbors': `For address family: IPv4 Unicast\n${IPV4_PEERS}\nFor address family: IPv6 Unicast\n${IPV6_PEERS}`,
  'show running-config': `Building configuration...

Current configuration : 180 bytes
${RUNNING}`,
  'show startup-config': RUNNING,
};
