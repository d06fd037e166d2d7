import { BANNER } from './banner.js';
import { ENABLE_PASSWORD, CISCO_LIKE_TRANSITIONS, ciscoLikeModes, ciscoLikeSave } from './cisco-like.js';
import { PLATFORM_DEFAULTS, type Platform, type Transition } from './platform.js';

/** An operator's account is left for a manager's, whose name the device asks for: a return takes the default. */
const ENABLE: Transition = {
  from: 'user',
  to: 'privileged',
  send: 'enable',
  questions: [
    { pattern: /^(?:Username|Login Name): ?$/i, reply: { type: 'text', text: '' } },
    ENABLE_PASSWORD,
  ],
};

/** HP ProCurve and ArubaOS-Switch: a terminal full of cursor movement, and a key to press after login. */
export const HP_PROCURVE: Platform = {
  ...PLATFORM_DEFAULTS,
  name: 'hp_procurve',
  aliases: ['aruba_procurve', 'aruba_osswitch'],
  modes: ciscoLikeModes(),
  transitions: [ENABLE, ...CISCO_LIKE_TRANSITIONS.filter(({ to, from }) => from !== 'user' && to !== 'user')],
  privilegedMode: 'privileged',
  configModes: ['config'],
  save: ciscoLikeSave('write memory'),
  loginQuestions: [{ pattern: /^Press any key to continue\.?$/i, reply: { type: 'text', text: '' } }],
  opening: [{ send: 'no page' }, { send: 'terminal width 511' }],
  pager: /^-- MORE --, next page: Space, next line: Enter, quit: Control-C ?$/,
  complaints: [
    /^Invalid input: /,
    /^Incomplete input: /,
    /^Ambiguous input: /,
    /^Not enough privileges/i,
    /^Invalid password/,
  ],
  configComplaints: [/^Module not present for port/],
  textBlocks: [BANNER],
  lineEnd: '\r',
  fingerprints: [{ probe: 'show version', pattern: /^ *Image stamp: /m }],
};
