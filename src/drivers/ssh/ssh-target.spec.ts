import { plainToInstance } from 'class-transformer';
import { DEFAULT_EGRESS } from '../device-egress.js';
import { SshConnectionArgs } from './ssh-connection-args.js';
import { sshTargetOf } from './ssh-target.js';

describe('sshTargetOf', () => {
  it.each([
    ['proxy_host', { proxy_host: 'bastion' }],
    ['jump_hosts', { jump_hosts: [{ host: 'bastion' }, { host: 'inner' }] }],
  ])('demands known host keys on the whole way with %s, when the request does', (_way, jumps) => {
    const args = plainToInstance(SshConnectionArgs, {
      host: 'r1',
      username: 'u',
      ssh_strict: true,
      ...jumps,
    });

    const target = sshTargetOf(args, {
      settings: { legacyAlgorithms: false },
      loginFrom: 'request',
      egress: DEFAULT_EGRESS,
    });

    expect([target, ...target.jumps].map(({ mustBeKnown }) => mustBeKnown)).not.toContain(undefined);
    expect([target, ...target.jumps].every(({ mustBeKnown }) => mustBeKnown === true)).toBe(true);
  });
});
