import {
  LAB_DEFAULTS,
  LAB_PASSWORD,
  LAB_SECRET,
  table,
  type LabCommand,
  type LabPlatform,
  type LabQuestion,
  type Reaction,
} from './lab-platform.js';

const interfaces = table(
  58,
  (index) => `GigabitEthernet0/${index}  10.0.${index}.1  up  uplink zu Zürich 🙂 #${index}`,
);
const output = `Interface  IP-Address  Status\n${interfaces}\nR2# is a neighbor\n*> 10.0.0.0/8 via R2>`;

const INVALID = "                 ^\n% Invalid input detected at '^' marker.";

/** `enable` with its secret, and the ways between the modes that follow Cisco IOS. */
function modeCommands(save: string, entering?: string): readonly LabCommand[] {
  const granted: Reaction = { to: 'privileged' };
  const refused: Reaction = { print: '% Bad secrets' };
  return [
    {
      line: 'enable',
      in: ['user'],
      asks: {
        text: 'Password: ',
        isHidden: true,
        answers: { [LAB_SECRET]: granted },
        otherwise: {
          asks: {
            text: 'Password: ',
            isHidden: true,
            answers: { [LAB_SECRET]: granted },
            otherwise: refused,
          },
        },
      },
    },
    { line: 'disable', in: ['privileged'], to: 'user' },
    { line: 'configure terminal', in: ['privileged'], print: entering, to: 'config' },
    { line: 'end', in: ['config', 'interface'], to: 'privileged' },
    { line: 'exit', in: ['interface'], to: 'config' },
    { line: save, in: ['privileged'], does: 'save', print: 'Building configuration...\n[OK]' },
  ];
}

/**
 * @param prompt what stands around the part of the prompt that tells the mode
 * @param submode what the vendor's devices show in brackets while an interface is configured
 */
export function ciscoLike(
  more: Pick<LabPlatform, 'label' | 'deviceType' | 'commands'> & Partial<LabPlatform>,
  prompt: (suffix: string) => string = (suffix) => `R1${suffix}`,
  submode = 'config-if',
): LabPlatform {
  const refusal = more.refusal ?? INVALID;
  return {
    ...LAB_DEFAULTS,
    greeting: '\nAuthorized access only!',
    modes: {
      user: prompt('>'),
      privileged: prompt('#'),
      config: prompt('(config)#'),
      interface: prompt(`(${submode})#`),
    },
    firstMode: 'user',
    configModes: ['config', 'interface'],
    submodes: [[/^interface /, 'interface']],
    refusal,
    isSecretNeeded: true,
    script: {
      command: 'show ip interface brief',
      output,
      lines: ['interface GigabitEthernet0/1', ' description to core #1', ' no shutdown'],
      badLine: ' descripton oops',
      complaint: refusal.split('\n').at(-1) ?? '',
    },
    ...more,
  };
}

export const pagingOff = (line: string): LabCommand => ({ line, does: 'paging-off' });
const ENTERING = 'Enter configuration commands, one per line.  End with CNTL/Z.';

const IOS = ciscoLike({
  label: 'cisco_ios',
  deviceType: 'cisco_ios',
  commands: [
    { line: 'terminal width 511' },
    pagingOff('terminal length 0'),
    ...modeCommands('write memory', ENTERING),
  ],
});

const NXOS = ciscoLike(
  {
    label: 'cisco_nxos',
    deviceType: 'cisco_nxos',
    refusal: "            ^\n% Invalid command at '^' marker.",
    commands: [
      { line: 'terminal width 511' },
      pagingOff('terminal length 0'),
      ...modeCommands('copy running-config startup-config', ENTERING),
    ],
  },
  // NX-OS colours and pads its prompt.
  (suffix) => `\r\x1b[K\rnx1${suffix} `,
);

const LOGIN: LabQuestion = {
  text: 'Username: ',
  answers: {
    admin: {
      asks: {
        text: 'Password: ',
        isHidden: true,
        answers: { [LAB_PASSWORD]: { to: 'privileged' } },
        otherwise: { print: 'Login failed' },
      },
    },
  },
  otherwise: { print: 'Login failed' },
};

const ASA = ciscoLike(
  {
    label: 'cisco_asa',
    deviceType: 'cisco_asa',
    refusal: "ERROR: % Invalid input detected at '^' marker.",
    pager: '<--- More --->',
    pagerErased: `\r              \r`,
    commands: [
      { ...pagingOff('terminal pager 0'), in: ['privileged'] },
      { line: 'login', in: ['user'], asks: LOGIN },
      ...modeCommands('write memory'),
    ],
  },
  (suffix) => `fw1/act${suffix} `,
);

const EOS = ciscoLike(
  {
    label: 'arista_eos',
    deviceType: 'arista_eos',
    refusal: "% Invalid input (at token 0: 'descripton')",
    pager: '--More--',
    pagerErased: '\r\x1b[K',
    commands: [
      { line: 'terminal width 511', print: 'Width set to 511 columns.' },
      { ...pagingOff('terminal length 0'), print: 'Pagination disabled.' },
      {
        line: 'copy running-config startup-config',
        in: ['privileged'],
        does: 'save',
        print: 'Copy completed successfully.',
      },
      ...modeCommands('write memory'),
    ],
  },
  (suffix) => `leaf1${suffix}`,
  'config-if-Et1',
);

const OS10 = ciscoLike(
  {
    label: 'dell_os10',
    deviceType: 'dell_os10',
    refusal: '% Error: Unrecognized command.',
    commands: [pagingOff('terminal length 0'), ...modeCommands('write memory')],
  },
  (suffix) => `OS10${suffix} `,
  'conf-if-eth1/1/1',
);

const RUIJIE = ciscoLike(
  {
    label: 'ruijie_os',
    deviceType: 'ruijie_os',
    refusal: "                ^\n% Unrecognized command at '^' marker.",
    loginQuestion: {
      text: 'Do you want to change the password (y/n)?',
      answers: { n: {} },
      otherwise: { print: 'It was changed.' },
    },
    commands: [
      { line: 'terminal width 256', in: ['privileged'] },
      { ...pagingOff('terminal length 0'), in: ['privileged'] },
      ...modeCommands('write', ENTERING),
    ],
  },
  undefined,
  'config-if-GigabitEthernet 0/1',
);

const FRR = ciscoLike(
  {
    label: 'frr',
    deviceType: 'frr',
    refusal: '% [ZEBRA] Unknown command: descripton oops',
    commands: [pagingOff('terminal length 0'), ...modeCommands('write memory')],
  },
  (suffix) => `r1${suffix} `,
);

const AOSCX = ciscoLike(
  {
    label: 'aruba_aoscx',
    deviceType: 'aruba_aoscx',
    refusal: 'Invalid input: descripton',
    pager: '-- MORE --, next page: Space, next line: Enter, quit: q',
    pagerErased: '\r\x1b[K',
    commands: [pagingOff('no page'), ...modeCommands('write memory')],
  },
  (suffix) => `cx1${suffix} `,
);

const PROCURVE = ciscoLike(
  {
    label: 'hp_procurve',
    deviceType: 'hp_procurve',
    refusal: 'Invalid input: descripton',
    loginQuestion: { text: 'Press any key to continue', answers: {}, otherwise: {} },
    pager: '-- MORE --, next page: Space, next line: Enter, quit: Control-C',
    pagerErased: '\r\x1b[K',
    commands: [{ line: 'terminal width 511' }, pagingOff('no page'), ...modeCommands('write memory')],
  },
  // Moves the cursor to the last row, clears it, shows the prompt, hides and shows the cursor.
  (suffix) =>
    `\x1b[24;1H\x1b[2K\x1b[24;1H\x1b[1;24r\x1b[24;1Hsw1${suffix} \x1b[?25l\x1b[24;${suffix.length + 5}H\x1b[?25h`,
  'eth-1',
);

export const CISCO_LIKE_LABS: readonly LabPlatform[] = [
  IOS,
  NXOS,
  ASA,
  EOS,
  OS10,
  RUIJIE,
  FRR,
  AOSCX,
  PROCURVE,
];
