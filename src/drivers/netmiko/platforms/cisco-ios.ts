import { BANNER } from './banner.js';
import { CISCO_LIKE_TRANSITIONS, CISCO_NAME, ciscoLikeModes, ciscoLikeSave } from './cisco-like.js';
import { promptLine } from './device-name.js';
import { PERCENT_REFUSAL } from './percent-lines.js';
import { PLATFORM_DEFAULTS, type Platform } from './platform.js';

export const CISCO_IOS: Platform = {
  ...PLATFORM_DEFAULTS,
  name: 'cisco_ios',
  aliases: ['cisco_xe'],
  modes: [{ name: 'tcl', prompt: promptLine(`${CISCO_NAME}\\(tcl\\)[#>]`) }, ...ciscoLikeModes()],
  transitions: [...CISCO_LIKE_TRANSITIONS, { from: 'tcl', to: 'privileged', send: 'tclquit' }],
  privilegedMode: 'privileged',
  configModes: ['config'],
  save: ciscoLikeSave('write memory'),
  loginQuestions: [
    { pattern: /^Press RETURN to get started[.!]?$/, reply: { type: 'text', text: '' } },
    {
      pattern: /^Would you like to enter the initial configuration dialog\?.*: ?$/,
      reply: { type: 'text', text: 'no' },
    },
  ],
  opening: [{ send: 'terminal width 511' }, { send: 'terminal length 0' }],
  complaints: [
    /^% ?Invalid input detected/,
    /^% ?Incomplete command/,
    /^% ?Ambiguous command/,
    /^% ?Unknown command/,
    /^% ?Unrecognized command/,
    /^% ?Bad (?:IP address|mask|passwords?|secrets?)/,
    /^% ?Access denied/,
    /^%? ?Command authorization failed/,
    /^% ?Authorization failed/,
  ],
  configComplaints: [PERCENT_REFUSAL, /^Command rejected\b/],
  textBlocks: [BANNER],
  fingerprints: [
    {
      probe: 'show version',
      pattern:
        /^(?:Cisco IOS(?:[ -]XE)? Software\b|Cisco Internetwork Operating System Software|IOS \(tm\) )/im,
    },
  ],
};
