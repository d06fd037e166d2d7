import type { CommandTable } from '../ssh-device/device-options.js';

const ARP = `Flags: * - Adjacencies learnt on non-active FHRP router

IP ARP Table for all contexts
Total number of entries: 2
Address         Age       MAC Address     Interface       Flags
192.0.2.2       00:18:18  0011.2233.4455  mgmt0
192.0.2.3       -         0011.2233.44ab  Vlan10`;
const UNFINISHED = '192.0.2.4       00:00:03  INCOMPLETE      Vlan10';

const RUNNING = `version 9.3(7)
hostname nx1
interface Vlan10
  ip address 192.0.2.1/24`;

const LLDP_ENTRY = (chassis: string, port: string, local: string, name: string) => `Chassis id: ${chassis}
Port id: ${port}
Local Port id: ${local}
Port Description: to the core
System Name: ${name}
System Description: Lab software
Time remaining: 101 seconds
System Capabilities: B, R
Enabled Capabilities: B, R
Management Address: 192.0.2.2
Vlan ID: not advertised
`;

/** What an NX-OS device prints for the commands of both NAPALM and NetPulse: the lab's own data. */
export const NXOS_OUTPUTS: CommandTable = {
  'show version': `Cisco Nexus Operating System (NX-OS) Software
Software
  BIOS: version 07.68
  NXOS: version 9.3(7)

Hardware
  cisco Nexus9000 C93180YC-EX chassis
  Intel(R) Xeon(R) CPU with 24633488 kB of memory.
  Processor Board ID FDO1234X0AB

  Device name: nx1
Kernel uptime is 12 day(s), 5 hour(s), 15 minute(s), 19 second(s)
`,
  'show hostname': 'nx1.lab.example ',
  'show hosts': 'DNS lookup enabled\nDefault domain for vrf:default is lab.example\n',
  'show inventory': `NAME: "Chassis",  DESCR: "Nexus9000 C93180YC-EX chassis"
PID: N9K-C93180YC-EX     ,  VID: V01 ,  SN: FDO1234X0AB`,
  'show inventory | json':
    '{"TABLE_inv": {"ROW_inv": [{"name": "Chassis", "serialnum": "FDO1234X0AB", "productid": "N9K-C93180YC-EX"}]}}',
  'show interface status': `--------------------------------------------------------------------------------
Port          Name               Status    Vlan      Duplex  Speed   Type
--------------------------------------------------------------------------------
mgmt0         --                 connected routed    full    1000    --
Eth1/1        to core, port 7    connected trunk     full    10G     10Gbase-SR
Eth1/2        --                 disabled  1         auto    auto    --`,
  'show interface': `mgmt0 is up
admin state is up,
  Hardware: GigabitEthernet, address: 0011.2233.4400 (bia 0011.2233.4400)
  MTU 1500 bytes, BW 1000000 Kbit, DLY 10 usec
Ethernet1/1 is up
admin state is up, Dedicated Interface
  Hardware: 1000/10000 Ethernet, address: 0011.2233.4401 (bia 0011.2233.4401)
  Description: to core, port 7
  MTU 9216 bytes, BW 10000000 Kbit, DLY 10 usec
  Last link flapped 1week(s) 2day(s)
Ethernet1/2 is down (Administratively down)
admin state is down, Dedicated Interface
  Hardware: 1000/10000 Ethernet, address: 0011.2233.4402 (bia 0011.2233.4402)
  MTU 1500 bytes, BW 10000000 Kbit, DLY 10 usec`,
  'show ip interface vrf all': `IP Interface Status for VRF "default"(1)
Vlan10, Interface status: protocol-up/link-up/admin-up, iod: 38,
  IP address: 192.0.2.1, IP subnet: 192.0.2.0/24 route-preference: 0, tag: 0
  IP address: 198.51.100.1, IP subnet: 198.51.100.0/25 secondary route-preference: 0, tag: 0`,
  'show ipv6 interface vrf all': `IPv6 Interface Status for VRF "default"(1)
Vlan10, Interface status: protocol-up/link-up/admin-up, iod: 38
  IPv6 address:
    2001:db8:0:1::1/64 [VALID]
  IPv6 subnet:  2001:db8:0:1::/64
  IPv6 link-local address: fe80::211:22ff:fe33:44ab (default) [VALID]
  IPv6 virtual addresses configured: none`,
  'show lldp neighbors detail': `Capability codes:
  (R) Router, (B) Bridge, (T) Telephone, (C) DOCSIS Cable Device
Device ID            Local Intf      Hold-time  Capability  Port ID

${LLDP_ENTRY('0011.2233.44cd', 'Ethernet1/7', 'Eth1/1', 'core1.lab.example')}

Total entries displayed: 1`,
  'show ip arp vrf all': `${ARP}\n${UNFINISHED}`,
  'show ip arp vrf all | exc INCOMPLETE': ARP,
  'show bgp all summary vrf all': `BGP summary information for VRF default, address family IPv4 Unicast
BGP router identifier 192.0.2.1, local AS number 65000
BGP table version is 9, IPv4 Unicast config peers 2, capable peers 1

Neighbor        V    AS MsgRcvd MsgSent   TblVer  InQ OutQ Up/Down  State/PfxRcd
192.0.2.2       4 65001      26      27        9    0    0    1d05h 7
192.0.2.3       4 65002       0       0        0    0    0    1d05h Idle

BGP summary information for VRF BLUE, address family IPv4 Unicast
BGP router identifier 192.0.2.9, local AS number 65000
BGP table version is 9, IPv4 Unicast config peers 3, capable peers 1

Neighbor        V    AS MsgRcvd MsgSent   TblVer  InQ OutQ Up/Down  State/PfxRcd
198.51.100.2    4 65003      26      27        9    0    0    24w2d 12
198.51.100.3    4 65004       0       0        0    0    0 00:20:06 Active
198.51.100.4    4 65005       0       0        0    0    0     2y0w Shut (Admin)

BGP summary information for VRF GREEN, address family IPv6 Unicast
BGP router identifier 192.0.2.8, local AS number 65000
BGP table version is 9, IPv6 Unicast config peers 1, capable peers 1

Neighbor        V    AS MsgRcvd MsgSent   TblVer  InQ OutQ Up/Down  State/PfxRcd
2001:db8:ffff:ffff::2
                4 65003      26      27        9    0    0 01:02:03 3

BGP summary information for VRF RED, address family IPv4 Unicast`,
  'show ip bgp summary': `BGP summary information for VRF default, address family IPv4 Unicast
BGP router identifier 192.0.2.1, local AS number 65000
BGP table version is 9, IPv4 Unicast config peers 2, capable peers 1`,
  'show ip bgp neighbors': `BGP neighbor is 192.0.2.2, remote AS 65001, ebgp link, Peer index 1
  BGP version 4, remote router ID 192.0.2.2
  BGP state = Established, up for 1d05h

  For address family: IPv4 Unicast
  BGP table version 9, neighbor version 9
  7 accepted paths consume 560 bytes of memory
  4 sent paths

BGP neighbor is 192.0.2.3, remote AS 65002, ebgp link, Peer index 2
  BGP version 4, remote router ID 0.0.0.0
  BGP state = Idle, down for 1d05h

  For address family: IPv4 Unicast
  BGP table version 9, neighbor version 0
  0 accepted paths consume 0 bytes of memory
  0 sent paths`,
  'show running-config': `!Command: show running-config
!Running configuration last done at: Tue Mar  2 12:00:00 2021
!Time: Tue Mar  2 12:00:01 2021

${RUNNING}`,
  'show startup-config': `!Command: show startup-config
!Time: Tue Mar  2 12:00:02 2021
!Startup config saved at: Tue Mar  2 11:00:00 2021

${RUNNING}`,
};
