import {
  LAB_DEFAULTS,
  table,
  type HeldConfiguration,
  type LabPlatform,
  type Reaction,
} from './lab-platform.js';

/** Junos commits no configuration without a password of root. */
function missingRoot({ isCleared, candidate }: HeldConfiguration, what: string): Reaction | undefined {
  if (!isCleared || candidate.some((line) => line.startsWith('set system root-authentication ')))
    return undefined;
  const lines = ['[edit]', "  'system'", "    Missing mandatory statement: 'root-authentication'"];
  return { print: [...lines, `error: ${what} failed: (missing mandatory statements)`].join('\n') };
}

/** The lines of `display set` in the place of the tree that Junos shows. */
function compared({ running, candidate, isCleared }: HeldConfiguration): string | undefined {
  const removed = isCleared ? running.filter((line) => !candidate.includes(line)) : [];
  const added = candidate.filter((line) => !running.includes(line));
  const changes = [...removed.map((line) => `-  ${line}`), ...added.map((line) => `+  ${line}`)];
  return changes.length === 0 ? undefined : ['[edit]', ...changes].join('\n');
}

const JUNOS: LabPlatform = {
  ...LAB_DEFAULTS,
  label: 'juniper_junos',
  deviceType: 'juniper_junos',
  greeting: '--- JUNOS 17.3R2.10 Kernel 64-bit\n',
  modes: { operational: '\n{master:0}\nlab@vmx1> ', config: '\n{master:0}[edit]\nlab@vmx1# ' },
  firstMode: 'operational',
  configModes: ['config'],
  refusal: '           ^\nunknown command.',
  hasCandidate: true,
  pager: '---(more 42%)---',
  pagerErased: `\r                \r`,
  commands: [
    { line: 'set cli complete-on-space off', in: ['operational'], print: 'Disabling complete-on-space' },
    { line: 'set cli screen-width 511', in: ['operational'], print: 'Screen width set to 511' },
    {
      line: 'set cli screen-length 0',
      in: ['operational'],
      does: 'paging-off',
      print: 'Screen length set to 0',
    },
    {
      line: 'configure exclusive',
      in: ['operational'],
      print: 'warning: uncommitted changes will be discarded on exit\nEntering configuration mode',
      to: 'config',
    },
    {
      line: 'commit check',
      in: ['config'],
      print: 'configuration check succeeds',
      reacts: (held) => missingRoot(held, 'configuration check-out'),
    },
    {
      line: /^commit( comment ".+")?$/,
      in: ['config'],
      does: 'commit',
      print: 'commit complete',
      reacts: (held) => missingRoot(held, 'commit'),
    },
    {
      line: 'delete',
      in: ['config'],
      print: 'This will delete the entire configuration',
      asks: {
        text: 'Delete everything under this level? [yes,no] (no) ',
        answers: { yes: { does: 'clear' } },
        otherwise: {},
      },
    },
    { line: 'show | compare', in: ['config'], reacts: (held) => ({ print: compared(held) }) },
    {
      line: 'show | display set',
      in: ['config'],
      reacts: ({ running, candidate, isCleared }) => ({
        print: [...(isCleared ? [] : running), ...candidate].join('\n') || undefined,
      }),
    },
    {
      line: 'exit configuration-mode',
      in: ['config'],
      ifDirty: true,
      print: 'The configuration has been changed but not committed',
      asks: {
        text: 'Discard uncommitted changes? [yes,no] (yes) ',
        answers: { yes: { does: 'discard', print: 'Exiting configuration mode', to: 'operational' } },
        otherwise: {},
      },
    },
    {
      line: 'exit configuration-mode',
      in: ['config'],
      print: 'Exiting configuration mode',
      to: 'operational',
    },
  ],
  script: {
    command: 'show configuration',
    output: `## Last commit: 2021-05-28 22:43:53 UTC by lab\n${table(60, (index) => `    user u${index}; ## SECRET-DATA # Ä>`)}`,
    lines: ['set system host-name vmx1', 'set interfaces ge-0/0/0 description "to core"'],
    badLine: 'sett system host-name oops',
    complaint: 'unknown command.',
  },
};

const PANOS: LabPlatform = {
  ...JUNOS,
  label: 'paloalto_panos',
  deviceType: 'paloalto_panos',
  greeting: 'Last login: Tue Nov 24 07:00:00 2026 from 10.0.0.1\n',
  modes: { operational: 'admin@fw1(active)> ', config: '[edit]\nadmin@fw1(active)# ' },
  refusal: 'Invalid syntax.',
  pager: 'lines 1-23 ',
  pagerErased: '\r\x1b[K',
  commands: [
    { line: 'set cli scripting-mode on', in: ['operational'] },
    { line: 'set cli terminal width 500', in: ['operational'] },
    { line: 'set cli pager off', in: ['operational'], does: 'paging-off' },
    { line: 'configure', in: ['operational'], print: 'Entering configuration mode', to: 'config' },
    { line: 'top', in: ['config'] },
    {
      line: /^commit( description ".+")?$/,
      in: ['config'],
      does: 'commit',
      print:
        '\n\nCommit job 7 is in progress. Use Ctrl+C to return to command prompt\n...55%70%98%..100%\nConfiguration committed successfully\n',
    },
    { line: 'revert config partial admin admin', in: ['config'], does: 'discard', print: 'Reverted' },
    { line: 'exit', in: ['config'], print: 'Exiting configuration mode', to: 'operational' },
  ],
  script: {
    ...JUNOS.script,
    command: 'show interface all',
    lines: [
      'set deviceconfig system hostname fw1',
      'set network interface ethernet ethernet1/1 comment core',
    ],
    complaint: 'Invalid syntax.',
  },
};

const VYOS: LabPlatform = {
  ...JUNOS,
  label: 'vyos',
  deviceType: 'vyos',
  greeting: 'Welcome to VyOS!\n',
  modes: {
    operational: '\x1b[?2004hvyos@gw1:~$ ',
    config: '\x1b[?2004l\r[edit]\r\n\x1b[?2004hvyos@gw1# ',
  },
  refusal: '\n  Configuration path: [systm] is not valid\n  Set failed\n',
  pager: ':',
  pagerErased: '\r\x1b[K',
  commands: [
    { line: 'set terminal length 0', in: ['operational'], does: 'paging-off' },
    { line: 'set terminal width 512', in: ['operational'] },
    { line: 'configure', in: ['operational'], to: 'config' },
    { line: 'top', in: ['config'] },
    { line: /^commit( comment ".+")?$/, in: ['config'], does: 'commit' },
    {
      line: 'save',
      in: ['config'],
      does: 'save',
      print: "Saving configuration to '/config/config.boot'...\nDone",
    },
    { line: 'exit', in: ['config'], ifDirty: true, print: 'Cannot exit: configuration modified.' },
    { line: 'exit discard', in: ['config'], does: 'discard', print: 'exit', to: 'operational' },
  ],
  script: {
    ...JUNOS.script,
    command: 'show interfaces',
    complaint: 'Configuration path: [systm] is not valid',
  },
};

const EDGEROUTER: LabPlatform = {
  ...VYOS,
  label: 'ubiquiti_edgerouter',
  deviceType: 'ubiquiti_edgerouter',
  greeting: 'Welcome to EdgeOS\n',
  modes: { operational: 'ubnt@edge:~$ ', config: '[edit]\nubnt@edge# ' },
  commands: [
    { line: 'terminal length 0', in: ['operational'], does: 'paging-off' },
    { line: 'terminal width 512', in: ['operational'] },
    ...VYOS.commands.slice(2),
  ],
};

export const CANDIDATE_LABS: readonly LabPlatform[] = [JUNOS, PANOS, VYOS, EDGEROUTER];
