import { BANNER } from './banner.js';
import { CISCO_LIKE_TRANSITIONS, ciscoLikeModes, ciscoLikeSave } from './cisco-like.js';
import { PLATFORM_DEFAULTS, type Platform } from './platform.js';

export const RUIJIE_OS: Platform = {
  ...PLATFORM_DEFAULTS,
  name: 'ruijie_os',
  modes: ciscoLikeModes(),
  transitions: CISCO_LIKE_TRANSITIONS,
  privilegedMode: 'privileged',
  configModes: ['config'],
  save: ciscoLikeSave('write'),
  loginQuestions: [
    { pattern: /^.{0,100}want to change (?:the|your) password.{0,60}$/i, reply: { type: 'text', text: 'n' } },
  ],
  opening: [{ send: 'terminal width 256' }, { send: 'terminal length 0' }],
  columns: 256,
  complaints: [
    /^% ?Unrecognized command/i,
    /^% ?Unknown command/i,
    /^% ?Ambiguous command/i,
    /^% ?Wrong parameter/i,
    /^% ?Incomplete command/i,
    /^% ?Too many parameters/i,
    /^% ?Invalid input/i,
    /^% ?User doesn't have sufficient privilege/i,
  ],
  textBlocks: [BANNER],
  fingerprints: [{ probe: 'show version', pattern: /^System description +: .*\bRuijie\b/im }],
};
