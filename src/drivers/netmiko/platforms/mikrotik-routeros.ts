import { PLATFORM_DEFAULTS, type Platform } from './platform.js';

const NAME = '\\[(?<name>[^\\]\\s@]{1,64}@[^\\]\\n]{1,100})\\]';

/** RouterOS. Each line takes effect at once; a line that only names a menu changes the prompt, and `/` leads back. */
export const MIKROTIK_ROUTEROS: Platform = {
  ...PLATFORM_DEFAULTS,
  name: 'mikrotik_routeros',
  modes: [
    { name: 'command', prompt: new RegExp(`^${NAME} (?:<SAFE> ?)?> ?$`) },
    { name: 'menu', prompt: new RegExp(`^${NAME} (?:<SAFE> ?)?/[\\w /-]{1,80}> ?$`) },
  ],
  transitions: [{ from: 'menu', to: 'command', send: '/' }],
  privilegedMode: null,
  configModes: ['command', 'menu'],
  loginQuestions: [
    {
      pattern: /^Do you want to see the software license\? \[Y\/n\]:? ?$/i,
      reply: { type: 'text', text: 'n' },
    },
  ],
  pager: /^-- \[Q quit\|(?:[^\]]{1,60})\] ?$/,
  complaints: [
    /^bad command name/,
    /^expected end of command/,
    /^syntax error/,
    /^failure: /,
    /^no such item/,
    /^input does not match/,
    /^invalid (?:value|internal item)/,
    /^ambiguous value/,
    /^missing value/,
    /^expected /,
    /^not enough permissions/,
  ],
  lineEnd: '\r\n',
  loginSuffix: '+ct511w4098h',
  fingerprints: [
    { probe: '/system resource print', pattern: /^\s*board-name: .*\s+^\s*platform: MikroTik/m },
  ],
  remoteVersion: /^ROSSSH\b/,
};
