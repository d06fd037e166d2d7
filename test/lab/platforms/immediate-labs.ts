import { LAB_DEFAULTS, LAB_SECRET, table, type LabPlatform } from './lab-platform.js';

const FORTIOS: LabPlatform = {
  ...LAB_DEFAULTS,
  label: 'fortinet',
  deviceType: 'fortinet',
  greeting: 'Welcome!',
  loginQuestion: { text: "(Press 'a' to accept): ", answers: { a: {} }, otherwise: {} },
  modes: { command: 'FG100 # ', table: 'FG100 (interface) # ', entry: 'FG100 (port1) # ' },
  firstMode: 'command',
  configModes: ['entry'],
  submodes: [],
  refusal: "command parse error before 'descripton'\nCommand fail. Return code -61",
  pager: '--More-- ',
  pagerErased: '\r         \r',
  commands: [
    { line: 'config system interface', in: ['command'], to: 'table' },
    { line: 'edit port1', in: ['table'], to: 'entry' },
    { line: 'next', in: ['entry'], to: 'table' },
    { line: 'end', in: ['table', 'entry'], to: 'command' },
    { line: 'abort', in: ['entry'], to: 'table' },
    { line: 'abort', in: ['table'], to: 'command' },
  ],
  script: {
    command: 'get system interface',
    output: table(
      60,
      (index) => `== [ port${index} ]\nname: port${index}   ip: 10.0.${index}.1   alias: Süd #`,
    ),
    lines: ['config system interface', 'edit port1', 'set alias core', 'next', 'end'],
    badLine: 'set descripton oops',
    complaint: "command parse error before 'descripton'",
  },
};

const ROUTEROS: LabPlatform = {
  ...LAB_DEFAULTS,
  label: 'mikrotik_routeros',
  deviceType: 'mikrotik_routeros',
  greeting: '  MikroTik RouterOS 7.16 (c) 1999-2024       https://www.mikrotik.com/\n',
  loginQuestion: {
    text: 'Do you want to see the software license? [Y/n]: ',
    answers: { n: {} },
    otherwise: {},
  },
  // Painted twice, as RouterOS does after each command.
  modes: {
    command: '\r\r[admin@mt1] > \r\r[admin@mt1] > ',
    menu: '\r\r[admin@mt1] /ip/address> \r\r[admin@mt1] /ip/address> ',
  },
  firstMode: 'command',
  configModes: ['command', 'menu'],
  refusal: 'bad command name adress (line 1 column 5)',
  pager: '-- [Q quit|D dump|down]',
  pagerErased: '\r\x1b[K',
  commands: [
    { line: '/ip address', to: 'menu' },
    { line: '/', to: 'command' },
  ],
  script: {
    command: '/interface print',
    output: table(60, (index) => `${index}  R  ether${index}  ether  1500  [Straße] > x`),
    lines: ['/ip address', 'add address=10.0.0.1/24 interface=ether1'],
    badLine: '/ip adress add',
    complaint: 'bad command name adress (line 1 column 5)',
  },
};

const SHELL: LabPlatform = {
  ...LAB_DEFAULTS,
  label: 'linux',
  deviceType: 'linux',
  greeting: 'Linux host1 6.1.0',
  modes: {
    login: '\x1b[?2004h\x1b[01;32madmin@host1\x1b[00m:~$ ',
    user: 'netpulse[0]$ ',
    'root-login': 'root@host1:/home/admin# ',
    root: 'netpulse[0]# ',
  },
  firstMode: 'login',
  pager: '',
  configModes: ['root'],
  refusal: null,
  isSecretNeeded: true,
  commands: [
    { line: /PS1=/, in: ['login', 'user'], to: 'user' },
    { line: /PS1=/, to: 'root' },
    {
      line: 'sudo -s',
      asks: {
        text: '[sudo] password for admin: ',
        isHidden: true,
        answers: { [LAB_SECRET]: { to: 'root-login' } },
        otherwise: {
          print: 'Sorry, try again.',
          asks: { text: '[sudo] password for admin: ', isHidden: true, answers: {}, otherwise: {} },
        },
      },
    },
    { line: 'exit', in: ['root'], to: 'user' },
  ],
  script: {
    command: 'ip -br link',
    output: table(60, (index) => `eth${index}  UP  52:54:00:00:00:0${index % 10}  <Ü> # $`),
    lines: ['ip link set eth0 up', 'sysctl -w net.ipv4.ip_forward=1'],
    badLine: null,
    complaint: '',
  },
};

export const IMMEDIATE_LABS: readonly LabPlatform[] = [FORTIOS, ROUTEROS, SHELL];
