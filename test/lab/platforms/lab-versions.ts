import { table, type LabPlatform } from './lab-platform.js';

const SHOW = 'show version';
const DISPLAY = 'display version';

/** What the lab's devices say of themselves, by device type: the lines that matter, in the vendor's form. */
export const LAB_VERSIONS: Readonly<Record<string, LabPlatform['version']>> = {
  // Three pages, so that the pager comes before the platform is known.
  cisco_ios: {
    command: SHOW,
    output: `Cisco IOS Software, Lab Software (LAB-UNIVERSALK9-M), Version 15.9(3)M, RELEASE SOFTWARE (fc1)\n${table(
      60,
      (index) => `${index} Gigabit Ethernet interfaces`,
    )}\nConfiguration register is 0x2102`,
  },
  cisco_nxos: {
    command: SHOW,
    output: 'Cisco Nexus Operating System (NX-OS) Software\nSoftware\n  NXOS: version 10.3(1)',
  },
  cisco_asa: {
    command: SHOW,
    output: 'Cisco Adaptive Security Appliance Software Version 9.18(1)\n\nfw1 up 3 hours 1 min',
  },
  cisco_xr: { command: SHOW, output: 'Cisco IOS XR Software, Version 7.9.2\n\ncore1 uptime is 4 days' },
  arista_eos: {
    command: SHOW,
    output: 'Arista vEOS-lab\nHardware version: \nSerial number: 1\n\nSoftware image version: 4.32.1F',
  },
  dell_os10: { command: SHOW, output: 'Dell SmartFabric OS10 Enterprise\nOS Version: 10.5.4.0' },
  ruijie_os: {
    command: SHOW,
    output: 'System description      : Ruijie Lab Switch By Ruijie Networks\nSystem uptime : 0:01:00:00',
  },
  frr: { command: SHOW, output: 'FRRouting 8.4.4 (r1) on Linux(6.1.0).' },
  aruba_aoscx: { command: SHOW, output: '-----\nArubaOS-CX\n-----\nVersion      : FL.10.10.1000' },
  hp_procurve: { command: SHOW, output: 'Image stamp:    /sw/code/build/lab\n                WC.16.10.0012' },
  hp_comware: {
    command: DISPLAY,
    output: 'H3C Comware Software, Version 7.1.070, Release 6700\nH3C uptime is 1 week',
  },
  huawei: {
    command: DISPLAY,
    output: 'Huawei Versatile Routing Platform Software\nVRP (R) software, Version 5.170 (AR6280 V300R019)',
  },
  huawei_vrpv8: {
    command: DISPLAY,
    output: 'Huawei Versatile Routing Platform Software\nVRP (R) software, Version 8.180 (CE6800 V200R005)',
  },
  juniper_junos: { command: SHOW, output: 'Hostname: vmx1\nModel: vmx\nJunos: 17.3R2.10' },
  paloalto_panos: { command: 'show system info', output: 'hostname: fw1\nmodel: PA-VM\nsw-version: 10.2.3' },
  vyos: { command: SHOW, output: 'Version:          VyOS 1.4.0\nRelease train:    sagitta' },
  ubiquiti_edgerouter: {
    command: SHOW,
    output:
      'Version:      v2.0.9\nCopyright:    2012-2020 Ubiquiti Networks, Inc.\nHW model:     EdgeRouter 4',
  },
  nokia_sros: { command: SHOW, output: 'TiMOS-B-23.10.R1 both/x86_64 Nokia 7750 SR' },
  nokia_srl: { command: SHOW, output: 'Hostname         : srl1\nSoftware Version : v23.10.1' },
  fortinet: {
    command: 'get system status',
    output: 'Version: FortiGate-100F v7.4.1,build2463,230830 (GA.F)',
  },
  mikrotik_routeros: {
    command: '/system resource print',
    output:
      '                   uptime: 1h\n               board-name: CHR\n                 platform: MikroTik',
  },
  linux: { command: 'uname -a', output: 'Linux host1 6.1.0 #1 SMP x86_64 GNU/Linux' },
};
