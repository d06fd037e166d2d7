import { BANNER } from './banner.js';
import { CISCO_LIKE_TRANSITIONS, CISCO_NAME, ciscoLikeModes, ciscoLikeSave } from './cisco-like.js';
import { promptLine } from './device-name.js';
import { PERCENT_REFUSAL } from './percent-lines.js';
import { PLATFORM_DEFAULTS, type Platform } from './platform.js';

export const CISCO_NXOS: Platform = {
  ...PLATFORM_DEFAULTS,
  name: 'cisco_nxos',
  modes: [
    { name: 'tcl', prompt: promptLine(`${CISCO_NAME}(?:-tcl|\\(config[^()\\s]{0,60}-tcl\\))#`) },
    { name: 'privileged', prompt: promptLine(`${CISCO_NAME}\\(maint-mode\\)#`) },
    ...ciscoLikeModes(),
  ],
  transitions: [...CISCO_LIKE_TRANSITIONS, { from: 'tcl', to: 'privileged', send: 'tclquit' }],
  privilegedMode: 'privileged',
  configModes: ['config'],
  save: ciscoLikeSave('copy running-config startup-config'),
  opening: [{ send: 'terminal width 511' }, { send: 'terminal length 0' }],
  complaints: [
    /^% ?Invalid (?:command|parameter|number|value|ip address|interface|range)/i,
    /^% ?Incomplete command/,
    /^% ?Ambiguous command/,
    /^% ?Permission denied/,
    /^ERROR: /,
  ],
  configComplaints: [PERCENT_REFUSAL],
  textBlocks: [BANNER],
  // Releases before 7.2 do not name themselves in the first line.
  fingerprints: [
    { probe: 'show version', pattern: /^(?:Cisco Nexus Operating System| *kickstart image file is)/m },
  ],
};
