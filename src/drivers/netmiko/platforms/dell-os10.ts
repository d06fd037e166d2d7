import { BANNER } from './banner.js';
import { CISCO_LIKE_TRANSITIONS, ciscoLikeModes, ciscoLikeSave } from './cisco-like.js';
import { PLATFORM_DEFAULTS, type Platform } from './platform.js';

export const DELL_OS10: Platform = {
  ...PLATFORM_DEFAULTS,
  name: 'dell_os10',
  modes: ciscoLikeModes(),
  transitions: CISCO_LIKE_TRANSITIONS,
  privilegedMode: 'privileged',
  configModes: ['config'],
  save: ciscoLikeSave('write memory'),
  opening: [{ send: 'terminal length 0' }],
  complaints: [
    /^% ?Error/,
    /^% ?Invalid input/,
    /^%? ?Incomplete command/i,
    /^%? ?Command not found/i,
    /^%? ?Ambiguous command/i,
  ],
  textBlocks: [BANNER],
  fingerprints: [{ probe: 'show version', pattern: /^Dell .{0,40}\bOS10\b/m }],
};
