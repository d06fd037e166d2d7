import { BANNER } from './banner.js';
import { BRACKETED_NAME, promptLine } from './device-name.js';
import { PLATFORM_DEFAULTS, type Platform, type Question } from './platform.js';

/** `HRP_M<FW1>`: firewalls of a redundant pair say which one they are. */
const ROLE = '(?:HRP_[MSA])?';
/** The configuration begins with the version in brackets (`[V200R009C00SPC500]`), which is no prompt. */
const NAME = `(?!V\\d{3}R\\d{3}C\\d{2})(?<name>${BRACKETED_NAME})`;

const CHANGE_PASSWORD: Question = {
  pattern: /^.{0,200}(?:Change now\?|Please choose|modify it\?).{0,40}\[Y\/N\]: ?$/i,
  reply: { type: 'text', text: 'N' },
};

const SAVE_QUESTIONS: readonly Question[] = [
  { pattern: /^.{0,200}Please input the file name.{0,120}$/, reply: { type: 'text', text: '' } },
  // `(y/n)[n]:` on AR routers and access controllers.
  { pattern: /^.{0,200}(?:\[Y\/N\]|\(y\/n\)\[[yn]\]):? ?$/i, reply: { type: 'text', text: 'Y' } },
];

/** Huawei VRP 5, where each line takes effect at once. Privilege comes with the account; `secret` is not used. */
export const HUAWEI: Platform = {
  ...PLATFORM_DEFAULTS,
  name: 'huawei',
  aliases: ['huawei_vrp'],
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
  save: { mode: 'user', send: 'save', questions: SAVE_QUESTIONS, failed: [/^\s*Error\b/] },
  loginQuestions: [CHANGE_PASSWORD],
  opening: [{ send: 'screen-length 0 temporary' }],
  complaints: [/^\s*(?:\^ ?)?Error: ?/, /^\s*Error\[\d+\]/],
  textBlocks: [BANNER],
  fingerprints: [{ probe: 'display version', pattern: /^VRP \(R\) software, Version [1-7]\./im }],
};

/** Huawei VRP 8 (CloudEngine, NetEngine), which takes configuration on `commit`. */
export const HUAWEI_VRPV8: Platform = {
  ...HUAWEI,
  name: 'huawei_vrpv8',
  aliases: [],
  transitions: [
    { from: 'user', to: 'config', send: 'system-view' },
    {
      from: 'config',
      to: 'user',
      send: 'return',
      questions: [
        { pattern: /^.{0,100}commit them before exiting\?.{0,80}: ?$/, reply: { type: 'text', text: 'N' } },
      ],
    },
  ],
  commit: {
    mode: 'config',
    send: 'commit',
    sendWithComment: 'commit comment "{comment}"',
    questions: [],
    succeeded: null,
    failed: [/Failed to generate committed config/, /^\s*Error\b/],
    discard: null,
  },
  fingerprints: [{ probe: 'display version', pattern: /^VRP \(R\) software, Version (?:[89]|\d\d)\./im }],
};
