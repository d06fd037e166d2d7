import { RunningService } from './harness/running-service.js';
import { canRunFrr } from './lab/frr/frr-daemon.js';
import { FrrRouter } from './lab/frr/frr-router.js';
import { canRunOpenSsh, OpenSshServer } from './lab/openssh/openssh-server.js';
import { canRunVtysh, VtyshRouter } from './lab/openssh/vtysh-router.js';
import { textOf } from './lab/webhook-receiver/received-request.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';

interface RouterUnderTest {
  readonly connectionArgs: object;
  /** What the router says to a command that it does not know. */
  readonly complaint: string;
  stop(): Promise<void>;
}

async function frrBehindBridge(): Promise<RouterUnderTest> {
  const router = await FrrRouter.start({ hostname: 'edge1' });
  const { username, password, enableSecret: secret } = router.options;
  const connectionArgs = { host: router.host, port: router.port, username, password, secret };
  return { connectionArgs, complaint: '% [BGP] Unknown command: shaw version', stop: () => router.stop() };
}

async function vtyshBehindOpenSsh(): Promise<RouterUnderTest> {
  const router = await VtyshRouter.start({ hostname: 'edge1' });
  const { host, port, username, password } = router;
  const connectionArgs = { host, port, username, password };
  return { connectionArgs, complaint: '% Unknown command: shaw version', stop: () => router.stop() };
}

describe.each([
  { name: "FRR's own command line over the SSH bridge", can: canRunFrr(), start: frrBehindBridge },
  { name: 'vtysh behind OpenSSH', can: canRunVtysh(), start: vtyshBehindOpenSsh },
])('a job on $name', ({ name, can, start }) => {
  if (!can.ok) console.warn(`SKIPPED: ${name}: ${can.reason}`);

  describe.runIf(can.ok)('that names a basic webhook', () => {
    let service: RunningService;
    let receiver: WebhookReceiver;
    let router: RouterUnderTest;

    beforeAll(async () => {
      [service, receiver, router] = await Promise.all([
        RunningService.start(),
        WebhookReceiver.start(),
        start(),
      ]);
    });
    afterAll(() => Promise.all([service.stop(), receiver.stop(), router.stop()]));

    async function run(command: string): Promise<{ status: string; id: string; webhook: string }> {
      const { id } = await service.api.submit({
        driver: 'netmiko',
        connection_args: { device_type: 'frr', ...router.connectionArgs },
        command,
        webhook: { name: 'basic', url: receiver.url('/callback') },
      });
      const { status } = await service.api.ended(id);
      return { id, status, webhook: textOf(await receiver.next()) };
    }

    it('brings what the router said to the receiver', async () => {
      const { id, status, webhook } = await run('show version');

      expect(status).toBe('finished');
      expect(webhook).toMatch(
        new RegExp(`^\\{"id":"${id}","result":"FRRouting [\\d.]+ \\(edge1\\) on Linux`),
      );
    });

    it('brings what the router would not do to the receiver', async () => {
      const { id, status, webhook } = await run('shaw version');

      expect(status).toBe('failed');
      expect(JSON.parse(webhook)).toEqual({
        id,
        result: expect.stringContaining(router.complaint) as string,
      });
    });
  });
});

const sshd = canRunOpenSsh();
if (!sshd.ok) console.warn(`SKIPPED: a Linux host behind OpenSSH: ${sshd.reason}`);

describe.runIf(sshd.ok)('a job on a Linux host behind OpenSSH', () => {
  let service: RunningService;
  let host: OpenSshServer;

  beforeAll(async () => {
    [service, host] = await Promise.all([
      RunningService.start(),
      OpenSshServer.start({ shell: '/bin/bash' }),
    ]);
  });
  afterAll(() => Promise.all([service.stop(), host.stop()]));

  it.each([
    ['that the shell does not find fails', 'nosuchcommand', 'failed', 127],
    ['that says no by its status is finished', 'grep -c nothing /dev/null', 'finished', 1],
  ])('with a command %s', async (_what, command, status, exitStatus) => {
    const { port, username, password } = host;
    const connectionArgs = { device_type: 'linux', host: host.host, port, username, password };

    const job = await service.api.run({ driver: 'netmiko', connection_args: connectionArgs, command });

    expect(job.status).toBe(status);
    expect(job.result?.retval).toMatchObject([{ command, exit_status: exitStatus }]);
  });
});
