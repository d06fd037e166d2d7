import { DEVICE_NAME, promptLine, USER_AT_HOST } from './device-name.js';
import { PLATFORM_DEFAULTS, type Platform } from './platform.js';

const CLASSIC = `\\*?(?<name>[A-D]:${DEVICE_NAME})`;
const MODEL_DRIVEN = promptLine(`\\*?(?<name>[A-D]:${USER_AT_HOST})#`);

/**
 * Nokia SR OS, both of its command lines: the classic one (`A:core1#`), where each line takes effect at once, and the
 * model-driven one (`A:admin@core1#`), whose mode stands in the line above the prompt and which takes a candidate on
 * `commit`. `enable-admin` does not show in the prompt, so `secret` is not used.
 */
export const NOKIA_SROS: Platform = {
  ...PLATFORM_DEFAULTS,
  name: 'nokia_sros',
  aliases: ['alcatel_sros'],
  modes: [
    { name: 'candidate', prompt: MODEL_DRIVEN, context: /^[*!]{0,2}\((?:ex|gl|pr|ro)\)\[.{0,200}\]$/ },
    { name: 'operational', prompt: MODEL_DRIVEN },
    { name: 'classic', prompt: promptLine(`${CLASSIC}#`) },
    { name: 'config', prompt: promptLine(`${CLASSIC}>config[^#\\s]{0,160}[#$]`) },
    { name: 'other', prompt: promptLine(`${CLASSIC}>[^#\\s]{1,160}[#$]`) },
  ],
  transitions: [
    { from: 'operational', to: 'candidate', send: 'edit-config exclusive' },
    {
      from: 'candidate',
      to: 'operational',
      before: 'exit all',
      send: 'quit-config',
      questions: [{ pattern: /^.{0,200}\[y,n\] ?$/, reply: { type: 'text', text: 'y' } }],
    },
    { from: 'classic', to: 'config', send: 'configure' },
    { from: 'config', to: 'classic', send: 'exit all' },
    { from: 'other', to: 'classic', send: 'exit all' },
  ],
  privilegedMode: null,
  configModes: ['candidate', 'config'],
  commit: {
    mode: 'candidate',
    send: 'commit',
    sendWithComment: 'commit comment "{comment}"',
    questions: [],
    succeeded: null,
    failed: [/^(?:MINOR|MAJOR|CRITICAL): /],
    discard: 'discard',
  },
  save: { mode: null, send: '/admin save', questions: [], failed: [/^(?:MINOR|MAJOR|CRITICAL): /] },
  opening: [
    { mode: 'classic', send: 'environment no more' },
    { mode: 'operational', send: 'environment more false' },
    { mode: 'operational', send: 'environment console width 512' },
    { mode: 'operational', send: 'environment command-completion space false' },
  ],
  pager: /^Press any key to continue \(Q to quit\) ?$/,
  complaints: [/^(?:MINOR|MAJOR|CRITICAL): /, /^Error: /, /^Bad Command: /i],
  contextLine: /^[*!]{0,2}(?:\((?:ex|gl|pr|ro)\))?\[\/?[^\]\n]{0,200}\]$/,
  fingerprints: [{ probe: 'show version', pattern: /^TiMOS-/m }],
};
