import { CISCO_LIKE_TRANSITIONS, ciscoLikeModes, ciscoLikeSave } from './cisco-like.js';
import { LESS } from './host-pager.js';
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
  // vtysh gives its output to a program where VTYSH_PAGER says so, and then ignores `terminal length`. A daemon's VTY does
  // not know the first line, and Quagga only the second.
  opening: [{ send: 'no terminal paginate' }, { send: 'terminal length 0' }],
  // util-linux's `more` has the pager of the defaults, and less's end.
  hostPager: LESS,
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
