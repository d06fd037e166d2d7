import { plainToInstance } from 'class-transformer';
import { NetmikoConnectionArgs } from '../src/drivers/netmiko/netmiko-connection-args.js';
import type { NetmikoDriverArgs } from '../src/drivers/netmiko/netmiko-driver-args.js';
import { NetmikoDriver } from '../src/drivers/netmiko/netmiko.driver.js';
import { canRunFrr } from './lab/frr/frr-daemon.js';
import { FrrRouter } from './lab/frr/frr-router.js';
import { ed25519Keys } from './lab/ed25519-keys.js';
import { canRunOpenSsh, OpenSshServer } from './lab/openssh/openssh-server.js';
import { uncheckedHostKeys } from './harness/unchecked-host-keys.js';

const never = new AbortController().signal;
const plain: NetmikoDriverArgs = {};
const driver = new NetmikoDriver({ legacyAlgorithms: true }, uncheckedHostKeys());

/** Says loudly why a suite does not run here. */
function needs(
  what: string,
  can: { readonly ok: true } | { readonly ok: false; readonly reason: string },
): boolean {
  if (!can.ok) console.warn(`SKIPPED: ${what}: ${can.reason}`);
  return can.ok;
}

function args(target: object, more: object): NetmikoConnectionArgs {
  return plainToInstance(NetmikoConnectionArgs, { ...target, ...more });
}

const canJump = canRunOpenSsh().ok ? canRunFrr() : canRunOpenSsh();

describe.runIf(needs('FRR behind OpenSSH jump hosts', canJump))(
  'the netmiko driver behind jump hosts',
  () => {
    it('goes through a chain of real OpenSSH servers, by SSH and by telnet', async () => {
      const keys = ed25519Keys();
      const [jump, router] = await Promise.all([
        OpenSshServer.start({ shell: '/bin/sh', publicKey: keys.public }),
        FrrRouter.start({ hostname: 'edge1' }),
      ]);
      try {
        const { host, port, username } = jump;
        const jump_hosts = [
          { host, port, username, password: jump.password },
          { host, port, username, pkey: keys.private },
        ];
        const target = { host: router.host, username: router.options.username, jump_hosts };
        const bySsh = { device_type: 'frr', port: router.port, password: router.options.password };
        const byTelnet = { device_type: 'frr_telnet', ...router.telnet };

        for (const way of [bySsh, byTelnet]) {
          const session = await driver.open(args(target, way), never);
          expect((await session.run('show version', plain, never)).stdout).toContain('(edge1)');
          await session.close();
        }
      } finally {
        await Promise.all([jump.stop(), router.stop()]);
      }
    });
  },
);

describe.runIf(needs('a Linux host behind OpenSSH', canRunOpenSsh()))('the netmiko driver on Linux', () => {
  it.each(['/bin/bash', '/bin/sh'])('runs commands in %s and tells their exit status', async (shell) => {
    const host = await OpenSshServer.start({ shell });
    try {
      const { username, password, port } = host;
      const target = { device_type: 'linux', host: host.host, port, username, password };
      const session = await driver.open(args(target, {}), never);

      expect(await session.run('id -un', plain, never)).toMatchObject({ stdout: username, exitStatus: 0 });
      expect(await session.run('printf "a\\nb"', plain, never)).toMatchObject({
        stdout: 'a\nb',
        exitStatus: 0,
      });
      expect(await session.run('(exit 3)', plain, never)).toMatchObject({ stdout: '', exitStatus: 3 });
      expect(await session.run('cd /usr; pwd', plain, never)).toMatchObject({ stdout: '/usr' });
      expect(await session.run('echo $?', plain, never)).toMatchObject({ stdout: '0' });
      expect((await session.run('seq 1 20000', plain, never)).stdout.split('\n')).toHaveLength(20_000);
      const ask = await session.run(
        'printf "Destination filename? "; read f; printf "Sure? [confirm]"; read ok; echo "saved $f"',
        {
          answers: [
            { expect: '\\[confirm\\]$', answer: '' },
            { expect: 'filename\\? $', answer: 'backup.cfg' },
          ],
        },
        never,
      );
      expect(ask.stdout).toBe('Destination filename? backup.cfg\nSure? [confirm]\nsaved backup.cfg');
      expect(session.isUsable).toBe(true);
      await session.close();
    } finally {
      await host.stop();
    }
  });
});
