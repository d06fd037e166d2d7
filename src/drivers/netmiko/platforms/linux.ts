import { PLATFORM_DEFAULTS, type Platform, type Question } from './platform.js';

/**
 * Gives the shell a prompt that no output looks like and that tells the exit status of the last command, so that no
 * further command has to ask for it. Understood by bash, dash, ash, ksh and zsh; in others (fish, csh) it is one failed
 * command, and the prompt that they have is used.
 */
const SET_PROMPT =
  'unset PROMPT_COMMAND; export PAGER=cat; ' +
  `PS1="netpulse[\\$?]$([ "$(id -u)" = 0 ] && echo '#' || echo '$') "`;

const SUDO_PASSWORD: Question = {
  pattern: /^(?:\[sudo\] )?[Pp]assword[^:\n]{0,80}: ?$/,
  reply: { type: 'secret-or-password' },
};

/** A POSIX shell. Configuration is what root does. */
export const LINUX: Platform = {
  ...PLATFORM_DEFAULTS,
  name: 'linux',
  aliases: ['cumulus_linux', 'ovs_linux'],
  modes: [
    // Not anchored at their start: `printf abc` leaves its output in front of the prompt.
    { name: 'root', prompt: /(?<name>netpulse)\[(?<status>\d+|\$\?)\]# $/ },
    { name: 'user', prompt: /(?<name>netpulse)\[(?<status>\d+|\$\?)\]\$ $/ },
    { name: 'root', prompt: /^(?!netpulse\[)(?<name>[^#]{0,200})# ?$/ },
    { name: 'user', prompt: /^(?!netpulse\[)(?<name>[^$%>]{0,200})[$%>] ?$/ },
  ],
  transitions: [
    { from: 'user', to: 'root', send: 'sudo -s', questions: [SUDO_PASSWORD], startsShell: true },
    { from: 'root', to: 'user', send: 'exit' },
  ],
  privilegedMode: 'root',
  configModes: ['root'],
  opening: [{ send: SET_PROMPT }],
  pager: null,
  complaints: [],
  // POSIX, 2.8.2: found but no executable, and not found. Others are the command's own answer, as `grep` gives 1.
  refusalStatuses: [126, 127],
  columns: 4096,
  fingerprints: [{ probe: 'uname -a', pattern: /^Linux \S/m }],
};
