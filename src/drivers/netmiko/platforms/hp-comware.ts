import { BANNER } from './banner.js';
import { BRACKETED_NAME, promptLine } from './device-name.js';
import { PLATFORM_DEFAULTS, type Platform } from './platform.js';

/** `RBM_P<FW1>`: firewalls of a redundant pair say which one they are. */
const ROLE = '(?:RBM_[PS])?';
const NAME = `(?<name>${BRACKETED_NAME})`;

/** HPE and H3C Comware. The terminal has no width to set. Privilege comes with the account; `secret` is not used. */
export const HP_COMWARE: Platform = {
  ...PLATFORM_DEFAULTS,
  name: 'hp_comware',
  aliases: ['h3c_comware'],
  modes: [
    { name: 'user', prompt: promptLine(`${ROLE}<${NAME}>`) },
    { name: 'config', prompt: promptLine(`${ROLE}\\[[~*]?${NAME}\\]`), hasView: true },
  ],
  transitions: [
    { from: 'user', to: 'config', send: 'system-view' },
    { from: 'config', to: 'user', send: 'return' },
  ],
  privilegedMode: null,
  configModes: ['config'],
  save: {
    mode: 'user',
    send: 'save force',
    questions: [],
    failed: [/^(?:Error|Failed)\b/, /^% ?/],
  },
  loginQuestions: [
    { pattern: /^Press Y or ENTER to continue.{0,80}$/, reply: { type: 'text', text: '' } },
    {
      pattern: /^.{0,100}[Cc]hange (?:now|the password)\?.{0,40}\[Y\/N\]: ?$/,
      reply: { type: 'text', text: 'N' },
    },
  ],
  opening: [{ send: 'screen-length disable' }],
  complaints: [
    /^\s*% ?Unrecognized command/,
    /^\s*% ?Incomplete command/,
    /^\s*% ?Wrong parameter/,
    /^\s*% ?Ambiguous command/,
    /^\s*% ?Too many parameters/,
    /^\s*% ?Invalid/,
    /^\s*Permission denied/,
  ],
  textBlocks: [BANNER],
  fingerprints: [{ probe: 'display version', pattern: /\bComware (?:Platform )?Software/ }],
  remoteVersion: /^Comware-/,
};
