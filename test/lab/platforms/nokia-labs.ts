import { LAB_DEFAULTS, table, type LabPlatform } from './lab-platform.js';

const script = {
  output: table(60, (index) => `1/1/${index}  Up  Yes  Up  9212  "Köln #${index}"`),
  badLine: 'prot 1/1/1',
};

const MODEL_DRIVEN: LabPlatform = {
  ...LAB_DEFAULTS,
  label: 'nokia_sros, model-driven',
  deviceType: 'nokia_sros',
  modes: {
    operational: '\n[/]\nA:admin@sr1# ',
    candidate: '\n*(ex)[/]\nA:admin@sr1# ',
    port: '\n*(ex)[/configure port 1/1/1]\nA:admin@sr1# ',
  },
  firstMode: 'operational',
  configModes: ['candidate', 'port'],
  submodes: [[/^\/configure port/, 'port']],
  refusal: "MINOR: MGMT_CORE #2201: Unknown element - 'prot'",
  hasCandidate: true,
  pager: 'Press any key to continue (Q to quit)',
  pagerErased: `\r${' '.repeat(37)}\r`,
  commands: [
    { line: 'environment more false', does: 'paging-off' },
    { line: 'environment console width 512' },
    { line: 'environment command-completion space false' },
    {
      line: 'edit-config exclusive',
      in: ['operational'],
      print:
        'INFO: CLI #2060: Entering exclusive configuration mode\nINFO: CLI #2061: Uncommitted changes are discarded on configuration mode exit',
      to: 'candidate',
    },
    { line: 'exit all', in: ['candidate', 'port'], to: 'candidate' },
    { line: /^commit( comment ".+")?$/, in: ['candidate', 'port'], does: 'commit' },
    { line: 'discard', in: ['candidate', 'port'], does: 'discard' },
    { line: 'quit-config', in: ['port'], print: 'MINOR: MGMT_CORE #2203: Not allowed in this context' },
    {
      line: 'quit-config',
      in: ['candidate'],
      ifDirty: true,
      print: 'INFO: CLI #2063: Uncommitted changes are present in the candidate configuration.',
      asks: {
        text: 'Discard uncommitted changes? [y,n] ',
        answers: { y: { does: 'discard', to: 'operational' } },
        otherwise: {},
      },
    },
    {
      line: 'quit-config',
      in: ['candidate'],
      print: 'INFO: CLI #2064: Exiting exclusive configuration mode',
      to: 'operational',
    },
    {
      line: '/admin save',
      does: 'save',
      print: 'Writing configuration to cf3:\\config.cfg\nSaving configuration OK\nCompleted.',
    },
  ],
  script: {
    ...script,
    command: 'show port',
    lines: ['/configure port 1/1/1', 'description "to core"', 'admin-state enable'],
    complaint: "MINOR: MGMT_CORE #2201: Unknown element - 'prot'",
  },
};

const CLASSIC: LabPlatform = {
  ...MODEL_DRIVEN,
  label: 'nokia_sros, classic',
  modes: { classic: 'A:sr1# ', config: '*A:sr1>config# ', port: '*A:sr1>config>port# ' },
  firstMode: 'classic',
  configModes: ['config', 'port'],
  submodes: [[/^port /, 'port']],
  refusal: 'Error: Bad command.',
  hasCandidate: false,
  commands: [
    { line: 'environment no more', does: 'paging-off' },
    { line: 'configure', in: ['classic'], to: 'config' },
    { line: 'exit all', to: 'classic' },
    {
      line: '/admin save',
      does: 'save',
      print: 'Writing configuration to cf3:\\config.cfg\nSaving configuration ... OK\nCompleted.',
    },
  ],
  script: {
    ...script,
    command: 'show port',
    lines: ['port 1/1/1', 'description "to core"', 'no shutdown'],
    complaint: 'Error: Bad command.',
  },
};

const SRL: LabPlatform = {
  ...LAB_DEFAULTS,
  label: 'nokia_srl',
  deviceType: 'nokia_srl',
  greeting: "Welcome to the srlinux CLI.\nType 'help' (and press <ENTER>) if you need any help using this.\n",
  modes: {
    running: '--{ running }--[  ]--\nA:srl1# ',
    candidate: '--{ * candidate private private-admin }--[  ]--\nA:srl1# ',
    interface: '--{ * candidate private private-admin }--[ interface ethernet-1/1 ]--\nA:srl1# ',
  },
  firstMode: 'running',
  configModes: ['candidate', 'interface'],
  submodes: [[/^interface /, 'interface']],
  refusal: "Parsing error: Unknown token 'prot'. Options are ['acl', 'bfd']",
  hasCandidate: true,
  commands: [
    { line: 'environment cli-engine type basic', does: 'paging-off' },
    { line: 'environment complete-on-space false' },
    { line: 'enter candidate private', in: ['running'], to: 'candidate' },
    { line: 'enter running', to: 'running' },
    {
      line: /^commit stay( comment ".+")?$/,
      in: ['candidate', 'interface'],
      does: 'commit',
      print: 'All changes have been committed. Starting new transaction.',
    },
    {
      line: 'discard stay',
      in: ['candidate', 'interface'],
      does: 'discard',
      print: 'All changes have been discarded.',
    },
    {
      line: 'save startup',
      does: 'save',
      print: '/system: Saved current running configuration as initial (startup) configuration',
    },
  ],
  script: {
    ...script,
    command: 'show interface',
    lines: ['interface ethernet-1/1', 'description "to core"', 'admin-state enable'],
    complaint: "Parsing error: Unknown token 'prot'. Options are ['acl', 'bfd']",
  },
};

export const NOKIA_LABS: readonly LabPlatform[] = [MODEL_DRIVEN, CLASSIC, SRL];
