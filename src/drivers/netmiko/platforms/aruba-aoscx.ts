import { BANNER } from './banner.js';
import { CISCO_LIKE_TRANSITIONS, ciscoLikeModes, ciscoLikeSave } from './cisco-like.js';
import { PLATFORM_DEFAULTS, type Platform } from './platform.js';

export const ARUBA_AOSCX: Platform = {
  ...PLATFORM_DEFAULTS,
  name: 'aruba_aoscx',
  modes: ciscoLikeModes(),
  transitions: CISCO_LIKE_TRANSITIONS,
  privilegedMode: 'privileged',
  configModes: ['config'],
  save: ciscoLikeSave('write memory'),
  opening: [{ send: 'no page' }],
  pager: /^-- MORE --, next page: Space, next line: Enter, quit: q ?$/,
  complaints: [
    /^% ?Command incomplete/,
    /^% ?Unknown command/,
    /^% ?Ambiguous command/,
    /^Invalid input: /,
    /^Cannot execute command/,
  ],
  lineEnd: '\r',
  textBlocks: [BANNER],
  fingerprints: [{ probe: 'show version', pattern: /^(?:ArubaOS-CX|AOS-CX)\b/m }],
};
