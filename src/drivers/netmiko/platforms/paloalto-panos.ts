import { USER_AT_HOST, promptLine } from './device-name.js';
import { LESS } from './host-pager.js';
import { PLATFORM_DEFAULTS, type Platform } from './platform.js';

/** `admin@fw1(active)`: the state in the redundant pair is no part of the name. */
const NAME = `(?<name>${USER_AT_HOST})(?:\\([\\w-]{1,40}\\))?`;

/** The candidate is shared by all administrators: see docs/platforms.md. */
export const PALOALTO_PANOS: Platform = {
  ...PLATFORM_DEFAULTS,
  name: 'paloalto_panos',
  modes: [
    { name: 'operational', prompt: promptLine(`${NAME}>`) },
    { name: 'config', prompt: promptLine(`${NAME}#`) },
  ],
  transitions: [
    { from: 'operational', to: 'config', send: 'configure' },
    { from: 'config', to: 'operational', before: 'top', send: 'exit' },
  ],
  privilegedMode: null,
  configModes: ['config'],
  commit: {
    mode: 'config',
    send: 'commit',
    sendWithComment: 'commit description "{comment}"',
    questions: [],
    succeeded: /Configuration committed successfully|There are no changes to commit/,
    failed: [/^(?:Server error|Validation Error|Commit failed|Error:)/i],
    discard: 'revert config partial admin {user}',
  },
  opening: [
    { send: 'set cli scripting-mode on' },
    { send: 'set cli terminal width 500' },
    { send: 'set cli pager off' },
  ],
  columns: 500,
  pager: /^(?:lines \d{1,9}-\d{1,9} ?|--more--)$/,
  hostPager: LESS,
  complaints: [
    /^Unknown command: /,
    /^Invalid syntax\.?/,
    /^Server error/,
    /^Validation Error:/,
    /^\S.{0,80} is invalid$/,
  ],
  contextLine: /^\[edit[^\]\n]{0,200}\]$/,
  fingerprints: [{ probe: 'show system info', pattern: /^sw-version: \d/m }],
};
