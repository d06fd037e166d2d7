import { DEVICE_NAME, promptLine } from './device-name.js';
import { PLATFORM_DEFAULTS, type Platform } from './platform.js';

const NAME = `(?<name>${DEVICE_NAME})`;

/**
 * FortiOS. A block (`config ... end`) takes effect at its `next` and `end`; one that was left open is aborted. The pager
 * can only be switched off for all users and for good (`config system console`), so it is answered instead.
 */
export const FORTINET: Platform = {
  ...PLATFORM_DEFAULTS,
  name: 'fortinet',
  modes: [
    { name: 'command', prompt: promptLine(`${NAME} [#$]`) },
    { name: 'block', prompt: promptLine(`${NAME} \\([^()\\n]{1,80}\\) [#$]`) },
  ],
  transitions: [{ from: 'block', to: 'command', send: 'abort', isStepwise: true }],
  privilegedMode: null,
  configModes: ['command', 'block'],
  loginQuestions: [
    { pattern: /^.{0,100}\(?Press '?a'? to accept\)?:? ?$/i, reply: { type: 'text', text: 'a' } },
  ],
  pager: /^--More-- ?$/,
  complaints: [
    /^Command fail/,
    /^Unknown action/,
    /^command parse error/,
    /^node_check_object fail/,
    /^value parse error/,
    /^(?:entry|object) (?:not found|check error)/,
    /^incomplete command/i,
    /^ambiguous command/i,
  ],
  fingerprints: [{ probe: 'get system status', pattern: /^Version: Forti[\w-]+ v\d/m }],
};
