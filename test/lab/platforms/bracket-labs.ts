import { LAB_DEFAULTS, table, type LabCommand, type LabPlatform } from './lab-platform.js';

const script = {
  command: 'display current-configuration',
  output: [
    '[V200R009C00SPC500]',
    '#',
    table(60, (index) => `interface GigabitEthernet0/0/${index}\n description Büro <${index}>`),
    'return',
  ].join('\n'),
  lines: ['interface GigabitEthernet0/0/1', ' description to-core', ' undo shutdown'],
  badLine: ' descripton oops',
};

const erased = `\x1b[42D${' '.repeat(42)}\x1b[42D`;
const views: readonly LabCommand[] = [
  {
    line: 'system-view',
    in: ['user'],
    print: 'Enter system view, return user view with Ctrl+Z.',
    to: 'config',
  },
  { line: 'quit', in: ['interface'], to: 'config' },
];
const home: LabCommand = { line: 'return', in: ['config', 'interface'], to: 'user' };

const COMWARE: LabPlatform = {
  ...LAB_DEFAULTS,
  label: 'hp_comware',
  deviceType: 'hp_comware',
  greeting: '\n* Copyright (c) 2004-2021 New H3C Technologies Co., Ltd. All rights reserved. *',
  loginQuestion: { text: 'Press Y or ENTER to continue, N to exit.', answers: {}, otherwise: {} },
  modes: { user: '<sw1>', config: '[sw1]', interface: '[sw1-GigabitEthernet0/0/1]' },
  firstMode: 'user',
  configModes: ['config', 'interface'],
  submodes: [[/^interface /, 'interface']],
  refusal: " % Unrecognized command found at '^' position.",
  pager: '---- More ----',
  pagerErased: `\x1b[16D                \x1b[16D`,
  commands: [
    { line: 'screen-length disable', does: 'paging-off' },
    ...views,
    home,
    {
      line: 'save force',
      in: ['user'],
      does: 'save',
      print: 'Configuration is saved to device successfully.',
    },
  ],
  script: { ...script, complaint: "% Unrecognized command found at '^' position." },
};

const HUAWEI: LabPlatform = {
  ...COMWARE,
  label: 'huawei',
  deviceType: 'huawei',
  greeting: '\nInfo: The max number of VTY users is 10.',
  loginQuestion: {
    text: 'Warning: The initial password poses security risks.\nThe password needs to be changed. Change now? [Y/N]:',
    answers: { N: {} },
    otherwise: { print: 'It was changed.' },
  },
  modes: { user: '<R1>', config: '[R1]', interface: '[R1-GigabitEthernet0/0/1]' },
  refusal: "           ^\nError: Unrecognized command found at '^' position.",
  pager: '  ---- More ----',
  pagerErased: erased,
  commands: [
    {
      line: 'screen-length 0 temporary',
      does: 'paging-off',
      print: 'Info: The configuration takes effect on the current user terminal interface only.',
    },
    ...views,
    home,
    {
      line: 'save',
      in: ['user'],
      print: 'The current configuration will be written to the device.',
      asks: {
        text: 'Are you sure to continue?[Y/N]',
        answers: {
          Y: {
            print: 'It will take several minutes to save configuration file, please wait.......',
            does: 'save',
          },
        },
        otherwise: {},
      },
    },
  ],
  script: { ...script, complaint: "Error: Unrecognized command found at '^' position." },
};

const VRPV8: LabPlatform = {
  ...HUAWEI,
  label: 'huawei_vrpv8',
  deviceType: 'huawei_vrpv8',
  modes: { user: '<CE1>', config: '[~CE1]', interface: '[*CE1-10GE1/0/1]' },
  hasCandidate: true,
  commands: [
    { line: /^commit( comment ".+")?$/, in: ['config', 'interface'], does: 'commit' },
    {
      line: 'return',
      in: ['config', 'interface'],
      ifDirty: true,
      asks: {
        text: 'Warning: Uncommitted configurations found. Are you sure to commit them before exiting? [Y(yes)/N(no)/C(cancel)]:',
        answers: { N: { does: 'discard', to: 'user' }, Y: { does: 'commit', to: 'user' } },
        otherwise: {},
      },
    },
    ...HUAWEI.commands,
  ],
};

export const BRACKET_LABS: readonly LabPlatform[] = [COMWARE, HUAWEI, VRPV8];
