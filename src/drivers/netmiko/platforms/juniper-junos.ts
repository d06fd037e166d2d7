import { DEVICE_NAME, promptLine } from './device-name.js';
import { PLATFORM_DEFAULTS, type Platform } from './platform.js';

const NAME = `(?<name>${DEVICE_NAME})`;

/**
 * Enters `configure exclusive`: the candidate of plain `configure` is shared, so that a commit would take over what
 * somebody else has half done, and nobody could tell what to take back after a line that was refused.
 */
export const JUNIPER_JUNOS: Platform = {
  ...PLATFORM_DEFAULTS,
  name: 'juniper_junos',
  aliases: ['juniper'],
  modes: [
    { name: 'operational', prompt: promptLine(`${NAME}>`) },
    {
      name: 'shell',
      isLeftAtLogin: true,
      prompt:
        /^(?:(?:(?<name>root@[\w.-]{1,99})(?::[^\s#%$]{0,80})?)?[%$]|root@[\w.-]{1,99}:[^\s#%$]{0,80} ?#) ?$/,
    },
    { name: 'config', prompt: promptLine(`${NAME}#`) },
  ],
  transitions: [
    { from: 'shell', to: 'operational', send: 'cli', startsShell: true },
    { from: 'operational', to: 'config', send: 'configure exclusive' },
    {
      from: 'config',
      to: 'operational',
      send: 'exit configuration-mode',
      questions: [
        { pattern: /^.{0,200}\[yes,no\] ?(?:\((?:yes|no)\))? ?$/, reply: { type: 'text', text: 'yes' } },
      ],
    },
  ],
  privilegedMode: null,
  configModes: ['config'],
  commit: {
    mode: 'config',
    send: 'commit',
    sendWithComment: 'commit comment "{comment}"',
    questions: [],
    succeeded: /^(?:\S+:\s*)?commit complete/,
    failed: [/^(?:error|commit failed)\b/],
    discard: null,
  },
  opening: [
    { send: 'set cli complete-on-space off' },
    { send: 'set cli screen-length 0' },
    { send: 'set cli screen-width 511' },
  ],
  pager: /^---\(more(?: \d{1,3}%)?\)--- ?$/,
  complaints: [
    /^syntax error/,
    /^unknown command/,
    /^\s*'?\S{0,60}'? is ambiguous/,
    /^missing (?:mandatory )?argument/,
    /^invalid (?:numeric value|value|ip address|interface)/i,
    /^No valid completions/,
    /^error: /,
    /^missing or invalid/,
  ],
  configComplaints: [/^Value .{1,80} is not within range /],
  contextLine:
    /^(?:\[edit[^\]\n]{0,200}\]|\{[\w:.-]{1,40}(?:,[\w:.-]{1,40}){0,3}\}(?:\[edit[^\]]{0,200}\])?)$/,
  fingerprints: [
    { probe: 'show version', pattern: /^(?:Junos: \d|JUNOS .{1,80} \[.{1,80}\]$)/m },
    { probe: 'uname -a', pattern: /^JUNOS /m },
  ],
};
