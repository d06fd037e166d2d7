import { plainToInstance } from 'class-transformer';
import type { CliSession } from '../src/drivers/netmiko/cli-session.js';
import { NetmikoConnectionArgs } from '../src/drivers/netmiko/netmiko-connection-args.js';
import type { NetmikoDriverArgs } from '../src/drivers/netmiko/netmiko-driver-args.js';
import { NetmikoDriver } from '../src/drivers/netmiko/netmiko.driver.js';
import { uncheckedHostKeys } from './harness/unchecked-host-keys.js';
import { isExecutable } from './lab/frr/lab-process.js';
import { canRunVtysh, VtyshRouter } from './lab/openssh/vtysh-router.js';

const can = canRunVtysh();
if (!can.ok) console.warn(`SKIPPED: vtysh with a pager: ${can.reason}`);
const PAGERS = ['/usr/bin/less', '/usr/bin/more'].filter(isExecutable);

const never = new AbortController().signal;
const quick: NetmikoDriverArgs = { read_timeout: 5 };
const driver = new NetmikoDriver({ legacyAlgorithms: true }, uncheckedHostKeys());

/** More than a screen of the driver's, which has 1,000 rows. */
const LISTS = Array.from(
  { length: 1_100 },
  (_, index) => `bgp as-path access-list A seq ${index + 1} permit ^${index}$`,
);

function open({ host, port, username, password }: VtyshRouter, deviceType: string): Promise<CliSession> {
  const args = { device_type: deviceType, host, port, username, password };
  return driver.open(plainToInstance(NetmikoConnectionArgs, args), never);
}

/** `more` fills its last screen with blank lines. */
function withoutBlankLines(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

// The programs also show what vtysh reads at its start, before the first prompt.
describe.runIf(can.ok).each(PAGERS)('vtysh with VTYSH_PAGER=%s', (pager) => {
  let router: VtyshRouter;
  beforeAll(async () => {
    router = await VtyshRouter.start({ hostname: 'edge1', pager, lines: LISTS });
  });
  afterAll(() => router.stop());

  it.each(['frr', 'autodetect'])('is read like one without, by device type %s', async (deviceType) => {
    const session = await open(router, deviceType);

    const { stdout } = await session.run('show version', quick, never);
    await session.configure(['router bgp 65001', 'bgp router-id 192.0.2.1'], quick, never);
    const running = await session.run('show running-config', quick, never);

    expect(stdout).toMatch(/^FRRouting [\d.]+ \(edge1\) on Linux/);
    expect(running.stdout).toContain(' bgp router-id 192.0.2.1\n');
    expect(session.isUsable).toBe(true);
    await session.close();
  });

  it('is paged through where a job switches the pager on', async () => {
    const session = await open(router, 'frr');
    const whole = await session.run('show running-config', quick, never);

    await session.run('terminal paginate', quick, never);
    const paged = await session.run('show running-config', quick, never);
    const again = await session.run('show running-config', quick, never);

    expect(withoutBlankLines(whole.stdout).length).toBeGreaterThan(LISTS.length);
    expect(withoutBlankLines(paged.stdout)).toEqual(withoutBlankLines(whole.stdout));
    expect(again).toEqual(paged);
    await session.close();
  });
});
