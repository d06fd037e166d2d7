import { plainToInstance } from 'class-transformer';
import { NetmikoConnectionArgs } from '../src/drivers/netmiko/netmiko-connection-args.js';
import type { NetmikoDriverArgs } from '../src/drivers/netmiko/netmiko-driver-args.js';
import { NetmikoDriver } from '../src/drivers/netmiko/netmiko.driver.js';
import { canRunFrr } from './lab/frr/frr-daemon.js';
import { FrrRouter } from './lab/frr/frr-router.js';
import { ed25519Keys } from './lab/ed25519-keys.js';
import { canRunOpenSsh, OpenSshServer } from './lab/openssh/openssh-server.js';
import { canRunVtysh, VtyshRouter } from './lab/openssh/vtysh-router.js';
import { uncheckedHostKeys } from './harness/unchecked-host-keys.js';

const never = new AbortController().signal;
const plain: NetmikoDriverArgs = {};
const driver = new NetmikoDriver({ legacyAlgorithms: true }, uncheckedHostKeys());
const bgp = ['router bgp 65001', 'bgp router-id 192.0.2.1', 'neighbor 192.0.2.2 remote-as 65002'];

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

interface RouterUnderTest {
  readonly target: object;
  /** What the router says to a command that it does not know. */
  readonly complaint: string;
  stop(): Promise<void>;
}

async function frrBehindBridge(): Promise<RouterUnderTest> {
  const router = await FrrRouter.start({ hostname: 'edge1' });
  const { username, password, enableSecret: secret } = router.options;
  const target = { device_type: 'frr', host: router.host, port: router.port, username, password, secret };
  return { target, complaint: '% [BGP] Unknown command: shaw version', stop: () => router.stop() };
}

async function vtyshBehindOpenSsh(): Promise<RouterUnderTest> {
  const router = await VtyshRouter.start({ hostname: 'edge1' });
  const { host, port, username, password } = router;
  const target = { device_type: 'frr', host, port, username, password };
  return { target, complaint: '% Unknown command: shaw version', stop: () => router.stop() };
}

describe.each([
  { name: "FRR's own command line over the SSH bridge", can: canRunFrr(), start: frrBehindBridge },
  { name: 'vtysh behind OpenSSH', can: canRunVtysh(), start: vtyshBehindOpenSsh },
])('the netmiko driver on $name', ({ name, can, start }) => {
  describe.runIf(needs(name, can))('runs on a real router', () => {
    let router: RouterUnderTest;

    beforeAll(async () => {
      router = await start();
    });
    afterAll(() => router.stop());

    it('answers commands, on the same session again and again', async () => {
      const session = await driver.open(args(router.target, {}), never);

      const version = await session.run('show version', plain, never);
      const again = await session.run('show version', plain, never);
      await session.close();

      expect(version.stdout).toMatch(/^FRRouting [\d.]+ \(edge1\) on Linux/);
      expect(again).toEqual(version);
    });

    it('brings back long output whole', async () => {
      const session = await driver.open(args(router.target, {}), never);

      const { stdout } = await session.run('list', plain, never);
      await session.close();

      expect(stdout.split('\n').length).toBeGreaterThan(200);
      expect(stdout).not.toContain('--More--');
    });

    it('enters configuration, shows its transcript, and leaves it', async () => {
      const session = await driver.open(args(router.target, {}), never);

      const { stdout } = await session.configure(bgp, plain, never);
      const running = await session.run('show running-config', plain, never);
      await session.close();

      expect(stdout.split('\n')).toEqual([
        'configure terminal',
        'edge1(config)# router bgp 65001',
        'edge1(config-router)# bgp router-id 192.0.2.1',
        'edge1(config-router)# neighbor 192.0.2.2 remote-as 65002',
        'edge1(config-router)# end',
        'edge1# ',
      ]);
      expect(running.stdout).toContain(' neighbor 192.0.2.2 remote-as 65002');
    });

    it('stops at a line that the router does not accept', async () => {
      const session = await driver.open(args(router.target, {}), never);

      const failure = session.configure(
        ['router bgp 65001', 'shaw version', 'bgp router-id 192.0.2.9'],
        plain,
        never,
      );

      await expect(failure).rejects.toMatchObject({ type: 'CommandRejected' });
      expect((await session.run('show running-config', plain, never)).stdout).not.toContain('192.0.2.9');
      await session.close();
    });

    it.each([
      [
        ['router bgp 65001', 'neighbor 192.0.2.9 timers 3 9'],
        '% Specify remote-as or peer-group commands first',
      ],
      [['router bgp 65001', 'neighbor 192.0.2.9 peer-group NONE'], '% Configure the peer-group first'],
      [['router bgp 65001', 'exit', 'router bgp 65099'], 'BGP is already running; AS is 65001'],
      [['bgp as-path access-list A permit [[['], "can't compile regexp [[["],
    ])('tells of what the router refuses although it understands it: %j', async (lines, complaint) => {
      const session = await driver.open(args(router.target, {}), never);

      const failure = session.configure([...lines, 'hostname oops'], plain, never);

      await expect(failure).rejects.toMatchObject({ type: 'CommandRejected', complaint });
      expect((await session.run('show running-config', plain, never)).stdout).not.toContain('oops');
      await session.close();
    });

    it('tells of a command that the router does not know', async () => {
      const session = await driver.open(args(router.target, {}), never);

      await expect(session.run('shaw version', plain, never)).rejects.toMatchObject({
        complaint: router.complaint,
      });
      await session.close();
    });

    it('tells of a wrong password', async () => {
      const opening = driver.open(args(router.target, { password: 'wrong-password' }), never);

      await expect(opening).rejects.toMatchObject({ type: 'AuthenticationFailed' });
    });

    it('keeps a session alive', async () => {
      const session = await driver.open(args(router.target, {}), never);

      expect(await session.isAlive(never)).toBe(true);
      await session.close();
      expect(await session.isAlive(never)).toBe(false);
    });
  });
});

describe.runIf(needs('FRR that pages', canRunFrr()))("FRR's privilege and paging", () => {
  let router: FrrRouter;

  beforeAll(async () => {
    router = await FrrRouter.start({ rows: 10 });
  });
  afterAll(() => router.stop());

  function target(more: object): NetmikoConnectionArgs {
    const { username, password } = router.options;
    return args({ device_type: 'frr', host: router.host, port: router.port, username, password }, more);
  }

  it('is paged through when paging was switched on again', async () => {
    const session = await driver.open(target({ secret: 'enpw' }), never);
    const whole = await session.run('list', plain, never);

    await session.run('terminal length 10', plain, never);
    const paged = await session.run('list', plain, never);
    await session.close();

    expect(paged.stdout).toBe(whole.stdout);
  });

  it('refuses a wrong secret', async () => {
    await expect(driver.open(target({ secret: 'wrong-secret' }), never)).rejects.toMatchObject({
      type: 'EnableFailed',
    });
  });

  it('is used without privilege when there is no secret', async () => {
    const session = await driver.open(target({}), never);

    await expect(session.run('show version', plain, never)).resolves.toMatchObject({ exitStatus: 0 });
    await expect(session.configure(bgp, plain, never)).rejects.toMatchObject({ type: 'EnableFailed' });
    await session.close();
  });
});

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
