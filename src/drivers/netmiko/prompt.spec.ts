import { findPlatform } from './platforms/platform-registry.js';
import { isSameName, readPrompt, type Prompt } from './prompt.js';

function prompt(deviceType: string, line: string, isCut = false): Prompt | null {
  const platform = findPlatform(deviceType);
  if (!platform) throw new Error(`no platform ${deviceType}`);
  return readPrompt(platform, line, isCut);
}

describe('readPrompt', () => {
  it.each([
    ['cisco_ios', 'R1>', 'user', 'R1'],
    ['cisco_ios', 'R1#', 'privileged', 'R1'],
    ['cisco_xe', 'core-sw1.lab#', 'privileged', 'core-sw1.lab'],
    ['cisco_ios', 'R1(config)#', 'config', 'R1'],
    ['cisco_ios', 'R1(config-if)#', 'config', 'R1'],
    ['cisco_ios', 'R1(config-router-af)#', 'config', 'R1'],
    ['cisco_ios', 'R1(config-pmap-c)#', 'config', 'R1'],
    ['cisco_ios', 'R1(ca-trustpoint)#', 'config', 'R1'],
    ['cisco_ios', 'R1(dhcp-config)#', 'config', 'R1'],
    ['cisco_ios', 'R1(ipsec-profile)#', 'config', 'R1'],
    ['cisco_ios', 'R1(cs-server)#', 'config', 'R1'],
    ['cisco_ios', 'R1(vlan)#', 'config', 'R1'],
    ['cisco_ios', 'R1(tcl)#', 'tcl', 'R1'],
    ['cisco_ios', 'R1-stby>', 'user', 'R1-stby'],
    ['cisco_xr', 'RP/0/RP0/CPU0:core1(admin)#', 'privileged', 'RP/0/RP0/CPU0:core1'],
    ['cisco_xr', 'RP/0/RP0/CPU0:core1(admin-config)#', 'config', 'RP/0/RP0/CPU0:core1'],
    ['cisco_xr', 'RP/0/RP0/CPU0:core1(config-bgp-nbr-af)#', 'config', 'RP/0/RP0/CPU0:core1'],
    ['cisco_nxos', 'nx1(maint-mode)# ', 'privileged', 'nx1'],
    ['cisco_nxos', 'nx1(maint-mode-config)# ', 'config', 'nx1'],
    ['cisco_nxos', 'nx1(config-if-range)# ', 'config', 'nx1'],
    ['cisco_nxos', 'nx1(config-tcl)#', 'tcl', 'nx1'],
    ['cisco_asa', 'fw1/ctx(config-network-object)# ', 'config', 'fw1/ctx'],
    ['hp_procurve', 'sw1(vlan-10)# ', 'config', 'sw1'],
    ['hp_procurve', 'sw1(eth-1-4,A7)# ', 'config', 'sw1'],
    ['ruijie_os', 'R1(config-if-GigabitEthernet 0/1)#', 'config', 'R1'],
    ['dell_os10', 'OS10(conf-if-eth1/1/1)# ', 'config', 'OS10'],
    ['arista_eos', 'leaf1#', 'privileged', 'leaf1'],
    ['arista_eos', 'leaf1(s1)#', 'privileged', 'leaf1(s1)'],
    ['arista_eos', 'leaf1(config-s-change1-if-Et1)#', 'config', 'leaf1'],
    ['arista_eos', '[admin@leaf1 ~]$ ', 'bash', 'admin@leaf1'],
    ['hp_comware', '<核心交换机>', 'user', '核心交换机'],
    ['huawei', '[~核心交换机-10GE1/0/1]', 'config', '核心交换机-10GE1/0/1'],
    ['huawei', 'HRP_M<FW 1>', 'user', 'FW 1'],
    ['hp_comware', 'RBM_P<FW1>', 'user', 'FW1'],
    ['hp_comware', 'RBM_S[FW1-GigabitEthernet1/0/1]', 'config', 'FW1-GigabitEthernet1/0/1'],
    ['cisco_ios', '_core#', 'privileged', '_core'],
    ['cisco_ios', 'R1&R2(config)#', 'config', 'R1&R2'],
    ['arista_eos', 'leaf+1>', 'user', 'leaf+1'],
    ['juniper_junos', '_lab@zürich> ', 'operational', '_lab@zürich'],
    ['juniper_junos', 'root@vmx1:~ # ', 'shell', ''],
    ['paloalto_panos', 'user@dom@PA>', 'operational', 'user@dom@PA'],
    ['paloalto_panos', 'dom\\user@PA(active)> ', 'operational', 'dom\\user@PA'],
    ['vyos', 'svc@dom@gw1:~$ ', 'operational', 'svc@dom@gw1'],
    ['fortinet', '_fw (port1) # ', 'block', '_fw'],
    ['nokia_sros', '*A:_core>config>port# ', 'config', 'A:_core'],
    ['nokia_sros', 'A:user@dom@sr1# ', 'operational', 'A:user@dom@sr1'],
    ['mikrotik_routeros', '[admin@Zürich] <SAFE> > ', 'command', 'admin@Zürich'],
    ['autodetect', '<核心交换机>', 'unknown', '<核心交换机>'],
    ['frr', 'r1> ', 'user', 'r1'],
    ['frr', 'r1# ', 'privileged', 'r1'],
    ['cumulus_vtysh', 'r1(config-router)# ', 'config', 'r1'],
    ['linux', 'netpulse[0]$ ', 'user', 'netpulse'],
    ['linux', 'netpulse[127]# ', 'root', 'netpulse'],
    ['linux', 'root@host:~# ', 'root', 'root@host:~'],
    ['linux', '[user@host dir]$ ', 'user', '[user@host dir]'],
    ['linux', '$ ', 'user', ''],
    ['cisco_ios_ssh', 'R1#', 'privileged', 'R1'],
  ])('%s: %j is a prompt of mode %s', (deviceType, line, mode, name) => {
    expect(prompt(deviceType, line)).toMatchObject({ mode, name, text: line, before: '' });
  });

  it.each([
    ['cisco_ios', '% Invalid input detected at marker #'],
    ['cisco_ios', ' description uplink to core#'],
    ['cisco_ios', 'Total number of prefixes 3 <cr>'],
    ['cisco_ios', 'R1#show version'],
    ['cisco_ios', 'Router(s) up(2)#'],
    ['cisco_ios', 'R1()#'],
    ['cisco_ios', '########'],
    ['cisco_ios', '*>'],
    ['cisco_ios', ''],
    ['cisco_ios', 'name="x">'],
    ['huawei', '[V200R009C00SPC500]'],
    ['juniper_junos', 'xmlns="http://xml.juniper.net/">'],
    ['frr', '*> 10.0.0.0/8 0.0.0.0 0 32768 i'],
    ['frr', ' exit-address-family'],
    ['linux', 'netpulse[0]$ ls'],
    ['linux', 'a # comment'],
  ])('%s: %j is no prompt', (deviceType, line) => {
    expect(prompt(deviceType, line)).toBeNull();
  });

  it('finds the shell prompt behind output that was not ended with a newline', () => {
    expect(prompt('linux', 'abcnetpulse[3]$ ')).toMatchObject({ before: 'abc', exitStatus: 3 });
  });

  it('does not take the end of a long line for a line', () => {
    expect(prompt('cisco_ios', 'R1#', true)).toBeNull();
  });
});

describe('isSameName', () => {
  it.each([
    ['R1', 'R1', true],
    ['R1', 'R2', false],
    ['R1', 'R10', false],
    ['very-long-hostname-of-core', 'very-long-hostname-o', true],
    ['', '', true],
  ])('%j and %j: %s', (known, found, isSame) => {
    expect(isSameName(known, found)).toBe(isSame);
  });
});
