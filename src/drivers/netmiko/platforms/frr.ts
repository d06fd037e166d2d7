import { CISCO_LIKE_TRANSITIONS, ciscoLikeModes, ciscoLikeSave } from './cisco-like.js';
import { PERCENT_REFUSAL } from './percent-lines.js';
import { PLATFORM_DEFAULTS, type Platform } from './platform.js';

/** FRR's vtysh, and the VTY of a single daemon. Wide, as vtysh's readline wraps the echo at the terminal's width. */
export const FRR: Platform = {
  ...PLATFORM_DEFAULTS,
  name: 'frr',
  aliases: ['cumulus_vtysh'],
  modes: ciscoLikeModes(' '),
  transitions: CISCO_LIKE_TRANSITIONS,
  privilegedMode: 'privileged',
  configModes: ['config'],
  save: ciscoLikeSave('write memory'),
  opening: [{ send: 'terminal length 0' }],
  complaints: [
    // A command that vtysh passes on is refused by a daemon, which puts its name in brackets.
    /^% (?:\[\w+\] )?Unknown command/,
    /^% (?:\[\w+\] )?Command incomplete/,
    /^% (?:\[\w+\] )?Ambiguous command/,
    /^% There is no matched command/,
    /^% Configuration failed/,
  ],
  configComplaints: [
    PERCENT_REFUSAL,
    /^BGP is already running/,
    /^BGP instance name and AS number mismatch/,
    /^can't compile regexp /i,
  ],
  columns: 4096,
  fingerprints: [{ probe: 'show version', pattern: /^FRRouting \d/m }],
};
