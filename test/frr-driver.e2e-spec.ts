import { plainToInstance } from 'class-transformer';
import type { CliSession } from '../src/drivers/netmiko/cli-session.js';
import { NetmikoConnectionArgs } from '../src/drivers/netmiko/netmiko-connection-args.js';
import type { NetmikoDriverArgs } from '../src/drivers/netmiko/netmiko-driver-args.js';
import { NetmikoDriver } from '../src/drivers/netmiko/netmiko.driver.js';
import { itServesJobs } from './harness/cli-suite.js';
import { frrCli } from './harness/frr-cli.js';
import { FRR_WAYS, type FrrTarget } from './harness/frr-targets.js';
import { uncheckedHostKeys } from './harness/unchecked-host-keys.js';

const never = new AbortController().signal;
const plain: NetmikoDriverArgs = {};
const driver = new NetmikoDriver({ legacyAlgorithms: true }, uncheckedHostKeys());
const bgp = ['router bgp 65001', 'bgp router-id 192.0.2.1', 'neighbor 192.0.2.2 remote-as 65002'];

for (const { name, can } of FRR_WAYS) if (!can.ok) console.warn(`SKIPPED: ${name}: ${can.reason}`);

describe.for(FRR_WAYS)('the netmiko driver on $name', (way) => {
  const { can, start } = way;
  const it = test.runIf(can.ok);
  let router: FrrTarget;
  const sessions: CliSession[] = [];

  beforeAll(async () => {
    if (can.ok) router = await start();
  });
  afterEach(async () => {
    await Promise.all(sessions.splice(0).map((session) => session.close()));
  });
  afterAll(async () => {
    if (can.ok) await router.stop();
  });

  async function open(more: object = {}): Promise<CliSession> {
    const args = plainToInstance(NetmikoConnectionArgs, { ...router.args, ...more });
    const session = await driver.open(args, never);
    sessions.push(session);
    return session;
  }

  describe.runIf(can.ok)('like every platform', () => {
    itServesJobs(frrCli(way, () => router));
  });

  it('brings back long output whole, also when paging was switched on again', async () => {
    const session = await open();

    const whole = await session.run('list', plain, never);
    await session.run(router.pagingOn, plain, never);
    const paged = await session.run('list', plain, never);

    expect(whole.stdout.split('\n').length).toBeGreaterThan(200);
    expect(whole.stdout).not.toContain('--More--');
    expect(paged).toEqual(whole);
  });

  it('enters configuration, shows its transcript, leaves it, and is used again', async () => {
    const session = await open();

    const { stdout } = await session.configure(bgp, plain, never);
    const running = await session.run('show running-config', plain, never);

    expect(stdout.split('\n')).toEqual([
      'configure terminal',
      'edge1(config)# router bgp 65001',
      'edge1(config-router)# bgp router-id 192.0.2.1',
      'edge1(config-router)# neighbor 192.0.2.2 remote-as 65002',
      'edge1(config-router)# end',
      'edge1# ',
    ]);
    expect(running.stdout).toContain(' neighbor 192.0.2.2 remote-as 65002');
    expect(session.isUsable).toBe(true);
  });

  it('saves', async () => {
    const session = await open();

    const { stdout } = await session.configure(bgp, { save: true }, never);

    expect(stdout).toMatch(/edge1# write memory\n(?:.*\n)*edge1# $/);
    expect(session.isUsable).toBe(true);
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
    const session = await open();

    const failure = session.configure([...lines, 'hostname oops'], plain, never);

    await expect(failure).rejects.toMatchObject({ type: 'CommandRejected', complaint });
    expect((await session.run('show running-config', plain, never)).stdout).not.toContain('oops');
  });

  it('tells of a command that the router does not know', async () => {
    const session = await open();

    await expect(session.run('shaw version', plain, never)).rejects.toMatchObject({
      complaint: way.complaint,
    });
    expect(session.isUsable).toBe(true);
  });

  it('tells of a wrong password', async () => {
    await expect(open({ password: 'wrong-password' })).rejects.toMatchObject({
      type: 'AuthenticationFailed',
    });
  });

  it('becomes privileged only with the right secret, where one is needed', async () => {
    const isNeeded = router.args.secret !== undefined;
    const without = await open({ secret: '' });

    const version = await without.run('show version', plain, never);
    const configured = await without.configure(bgp, plain, never).then(
      () => 'configured',
      (error: unknown) => (error as { type?: string }).type,
    );

    expect(version.exitStatus).toBe(0);
    expect(configured).toBe(isNeeded ? 'EnableFailed' : 'configured');
    if (isNeeded) await expect(open({ secret: 'wrong' })).rejects.toMatchObject({ type: 'EnableFailed' });
  });

  it('knows whether a session is alive', async () => {
    const session = await open();

    expect(await session.isAlive(never)).toBe(true);
    await session.close();
    expect(await session.isAlive(never)).toBe(false);
  });

  it('tells when the connection is cut, and connects anew', async () => {
    const session = await open();
    router.cut();

    await expect(session.run('list', plain, never)).rejects.toMatchObject({ type: 'SessionLost' });
    expect(session.isUsable).toBe(false);
    expect((await (await open()).run('show version', plain, never)).exitStatus).toBe(0);
  });
});
