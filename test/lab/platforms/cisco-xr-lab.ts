import { ciscoLike, pagingOff } from './cisco-like-labs.js';
import type { LabPlatform } from './lab-platform.js';

export const CISCO_XR_LAB: LabPlatform = {
  ...ciscoLike(
    {
      label: 'cisco_xr',
      deviceType: 'cisco_xr',
      hasCandidate: true,
      commands: [
        { line: 'terminal width 511' },
        pagingOff('terminal length 0'),
        { line: 'configure terminal', in: ['privileged'], to: 'config' },
        { line: /^commit( comment .+)?$/, in: ['config', 'interface'], does: 'commit' },
        {
          line: 'end',
          in: ['config', 'interface'],
          ifDirty: true,
          asks: {
            text: 'Uncommitted changes found, commit them before exiting(yes/no/cancel)? [cancel]:',
            answers: { no: { does: 'discard', to: 'privileged' }, yes: { does: 'commit', to: 'privileged' } },
            otherwise: {},
          },
        },
        { line: 'end', in: ['config', 'interface'], to: 'privileged' },
      ],
    },
    (suffix) => `RP/0/RP0/CPU0:core1${suffix}`,
  ),
  firstMode: 'privileged',
  stamp: 'Fri May 28 23:21:34.740 UTC',
  isSecretNeeded: false,
};
