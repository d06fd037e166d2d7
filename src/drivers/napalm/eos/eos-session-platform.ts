import { ARISTA_EOS } from '../../netmiko/platforms/arista-eos.js';
import type { Platform } from '../../netmiko/platforms/platform.js';

/** EOS whose configuration is entered in a session, named by the switch: nothing changes before the commit. */
export const EOS_SESSION_PLATFORM: Platform = {
  ...ARISTA_EOS,
  transitions: ARISTA_EOS.transitions.map((transition) =>
    transition.to === 'config' ? { ...transition, send: 'configure session' } : transition,
  ),
  commit: {
    mode: 'config',
    send: 'commit',
    sendWithComment: null,
    questions: [],
    succeeded: null,
    failed: [/^% /],
    discard: 'abort',
  },
};
