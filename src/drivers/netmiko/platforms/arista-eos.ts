import { CISCO_LIKE_TRANSITIONS, ciscoLikeSave } from './cisco-like.js';
import { PERCENT_REFUSAL } from './percent-lines.js';
import { DEVICE_NAME, promptLine } from './device-name.js';
import { PLATFORM_DEFAULTS, type Platform } from './platform.js';

/** `(s1)` is a redundancy or session suffix of the name, not a mode; `...(config-s-x-if)#` is a mode. */
const NAME = `(?<name>${DEVICE_NAME}(?:\\((?!conf)[^()\\s]{0,30}\\))?)`;

export const ARISTA_EOS: Platform = {
  ...PLATFORM_DEFAULTS,
  name: 'arista_eos',
  modes: [
    { name: 'user', prompt: promptLine(`${NAME}>`) },
    { name: 'privileged', prompt: promptLine(`${NAME}#`) },
    { name: 'config', prompt: promptLine(`${NAME}\\(conf[^()\\s]{0,80}\\)#`) },
    {
      name: 'bash',
      prompt: /^(?:\[(?<name>[\w.-]{1,100}@?[\w.-]{0,100})[^\]\n]{0,80}\]|bash-[\d.]+)[$#] ?$/,
    },
  ],
  transitions: [...CISCO_LIKE_TRANSITIONS, { from: 'bash', to: 'privileged', send: 'exit' }],
  privilegedMode: 'privileged',
  configModes: ['config'],
  save: ciscoLikeSave('copy running-config startup-config'),
  opening: [{ send: 'terminal width 511' }, { send: 'terminal length 0' }],
  complaints: [
    /^% ?Invalid input/,
    /^% ?Incomplete command/,
    /^% ?Ambiguous command/,
    /^% ?Unavailable command/,
    /^% ?Unrecognized command/,
    /^% ?Authorization denied/,
    /^% ?Cannot commit/,
    /^% ?Error/,
  ],
  configComplaints: [PERCENT_REFUSAL],
  textBlocks: [{ starts: /^\s*banner (?:motd|login)\s*$/, ends: 'EOF' }],
  fingerprints: [{ probe: 'show version', pattern: /^Arista .{1,80}\s+^Hardware version:/m }],
};
