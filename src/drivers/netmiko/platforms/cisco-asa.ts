import { CISCO_LIKE_TRANSITIONS, ciscoLikeModes, ciscoLikeSave } from './cisco-like.js';
import { PLATFORM_DEFAULTS, type Platform, type Transition } from './platform.js';

/** Leads to the privileges of the account itself, where the password of `enable` is not at hand. */
const LOGIN: Transition = {
  from: 'user',
  to: 'privileged',
  send: 'login',
  questions: [
    { pattern: /^Username: ?$/, reply: { type: 'username' } },
    { pattern: /^Password: ?$/, reply: { type: 'password' } },
  ],
  isFor: 'no-secret',
};

/**
 * The terminal's width can only be changed in the configuration, so it is left alone; the echo of a longer line comes
 * shortened, which the conversation can bear. `changeto context` changes the name in the prompt.
 */
export const CISCO_ASA: Platform = {
  ...PLATFORM_DEFAULTS,
  name: 'cisco_asa',
  modes: ciscoLikeModes(),
  transitions: [
    ...CISCO_LIKE_TRANSITIONS.map((way): Transition =>
      way.send === 'enable' ? { ...way, isFor: 'secret' } : way,
    ),
    LOGIN,
  ],
  privilegedMode: 'privileged',
  configModes: ['config'],
  save: ciscoLikeSave('write memory'),
  opening: [{ send: 'terminal pager 0' }],
  complaints: [
    /^ERROR: /,
    /^% ?Invalid input/,
    /^% ?Incomplete command/,
    /^% ?Ambiguous command/,
    /^Command authorization failed/,
  ],
  fingerprints: [{ probe: 'show version', pattern: /^Cisco Adaptive Security Appliance Software/m }],
};
