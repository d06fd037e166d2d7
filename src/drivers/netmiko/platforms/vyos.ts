import { USER_AT_HOST, promptLine } from './device-name.js';
import { LESS } from './host-pager.js';
import { PLATFORM_DEFAULTS, type Platform } from './platform.js';

const NAME = `(?<name>${USER_AT_HOST})`;

/** VyOS: bash underneath, with a candidate of the session's own. */
export const VYOS: Platform = {
  ...PLATFORM_DEFAULTS,
  name: 'vyos',
  aliases: ['vyatta_vyos'],
  modes: [
    { name: 'operational', prompt: promptLine(`${NAME}:[^$#\\n]{0,100}[$#]`) },
    { name: 'config', prompt: promptLine(`${NAME}#`) },
  ],
  transitions: [
    { from: 'operational', to: 'config', send: 'configure' },
    // Plain `exit` refuses when something was not committed.
    { from: 'config', to: 'operational', before: 'top', send: 'exit discard' },
  ],
  privilegedMode: null,
  configModes: ['config'],
  commit: {
    mode: 'config',
    send: 'commit',
    sendWithComment: 'commit comment "{comment}"',
    questions: [],
    succeeded: null,
    failed: [/^(?:\[\[.{0,200}\]\] failed|Commit failed|delete .{0,80} failed)/i],
    discard: null,
  },
  save: { mode: 'config', send: 'save', questions: [], failed: [/^(?:Error|Failed|Cannot)\b/i] },
  opening: [{ send: 'set terminal length 0' }, { send: 'set terminal width 512' }],
  columns: 512,
  pager: null,
  hostPager: LESS,
  complaints: [
    /^Set failed/i,
    /^Delete failed/i,
    /^\s*Invalid (?:command|value)/i,
    /^\s*Ambiguous command/i,
    /^\s*Incomplete command/i,
    /^Commit failed/i,
    /^\s*Configuration path: .{0,200} is not valid$/i,
    /^-vbash: /,
  ],
  contextLine: /^\[edit[^\]\n]{0,200}\]$/,
  fingerprints: [{ probe: 'show version', pattern: /^Version: +VyOS /m }],
};

/** Ubiquiti EdgeOS, which has the same ancestor. */
export const UBIQUITI_EDGEROUTER: Platform = {
  ...VYOS,
  name: 'ubiquiti_edgerouter',
  aliases: [],
  opening: [{ send: 'terminal length 0' }, { send: 'terminal width 512' }],
  fingerprints: [{ probe: 'show version', pattern: /^Copyright: +[\d-]+ Ubiquiti /m }],
};
