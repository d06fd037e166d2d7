import { BANNER } from './banner.js';
import { DEVICE_NAME, promptLine } from './device-name.js';
import { PLATFORM_DEFAULTS, type Platform } from './platform.js';

/** `RP/0/RP0/CPU0:core1`; administration (`(admin)`) is not configuration. */
const NAME = `(?<name>${DEVICE_NAME})`;

/** Configuration is a candidate of the session's own, so that a commit holds nothing of others. */
export const CISCO_XR: Platform = {
  ...PLATFORM_DEFAULTS,
  name: 'cisco_xr',
  modes: [
    { name: 'privileged', prompt: promptLine(`${NAME}(?:\\(admin\\))?#`) },
    { name: 'config', prompt: promptLine(`${NAME}\\([^()\\n]{1,80}\\)#`) },
  ],
  transitions: [
    { from: 'privileged', to: 'config', send: 'configure terminal' },
    {
      from: 'config',
      to: 'privileged',
      send: 'end',
      questions: [
        {
          pattern: /^Uncommitted changes found, commit them before exiting.*: ?$/,
          reply: { type: 'text', text: 'no' },
        },
      ],
    },
  ],
  privilegedMode: null,
  configModes: ['config'],
  commit: {
    mode: 'config',
    send: 'commit',
    sendWithComment: 'commit comment {comment}',
    questions: [
      // Asked before what others committed meanwhile would be overwritten: not without a person who looks.
      {
        pattern: /^Do you wish to proceed with this commit anyway\?.*: ?$/,
        reply: { type: 'text', text: 'no' },
      },
      { pattern: /^.{0,200}\[confirm\] ?$/, reply: { type: 'text', text: 'y' } },
    ],
    succeeded: null,
    failed: [/^% ?Failed to commit/, /^One or more commits have occurred/, /^% ?Commit/],
    discard: null,
  },
  opening: [{ send: 'terminal width 511' }, { send: 'terminal length 0' }],
  complaints: [
    /^% ?Invalid input detected/,
    /^% ?Incomplete command/,
    /^% ?Ambiguous command/,
    /^% ?Unknown command/,
    /^% ?This command is not authorized/,
    /^% ?Permission denied/,
  ],
  textBlocks: [BANNER],
  fingerprints: [{ probe: 'show version', pattern: /^Cisco IOS XR Software/m }],
};
