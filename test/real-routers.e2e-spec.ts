import { FRR_WAYS, type FrrTarget } from './harness/frr-targets.js';
import { RunningService } from './harness/running-service.js';
import { canRunOpenSsh, OpenSshServer } from './lab/openssh/openssh-server.js';
import { textOf } from './lab/webhook-receiver/received-request.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';

let service: RunningService;
let receiver: WebhookReceiver;

beforeAll(async () => {
  [service, receiver] = await Promise.all([RunningService.start(), WebhookReceiver.start()]);
});
afterAll(() => Promise.all([service.stop(), receiver.stop()]));

describe.each(FRR_WAYS)('a job on $name', ({ name, can, complaint, start }) => {
  if (!can.ok) console.warn(`SKIPPED: ${name}: ${can.reason}`);

  describe.runIf(can.ok)('that names a basic webhook', () => {
    let router: FrrTarget;

    beforeAll(async () => {
      router = await start();
    });
    afterAll(() => router.stop());

    async function run(work: object): Promise<{ status: string; id: string; webhook: string }> {
      const { id } = await service.api.submit({
        driver: 'netmiko',
        connection_args: router.args,
        ...work,
        webhook: { name: 'basic', url: receiver.url('/callback') },
      });
      const { status } = await service.api.ended(id);
      return { id, status, webhook: textOf(await receiver.next()) };
    }

    it('brings what the router said to the receiver', async () => {
      const { id, status, webhook } = await run({ command: 'show version' });

      expect(status).toBe('finished');
      expect(webhook).toMatch(
        new RegExp(`^\\{"id":"${id}","result":"FRRouting [\\d.]+ \\(edge1\\) on Linux`),
      );
    });

    it('brings what the router showed of its configuration to the receiver', async () => {
      const { id, status, webhook } = await run({ config: ['router bgp 65001', 'bgp router-id 192.0.2.1'] });

      expect(status).toBe('finished');
      expect(JSON.parse(webhook)).toEqual({
        id,
        result: expect.stringContaining('edge1(config-router)# bgp router-id 192.0.2.1\n') as string,
      });
    });

    it('brings what the router would not do to the receiver', async () => {
      const { id, status, webhook } = await run({ command: 'shaw version' });

      expect(status).toBe('failed');
      expect(JSON.parse(webhook)).toEqual({
        id,
        result: expect.stringContaining(complaint) as string,
      });
    });
  });
});

const sshd = canRunOpenSsh();
if (!sshd.ok) console.warn(`SKIPPED: a Linux host behind OpenSSH: ${sshd.reason}`);

describe.runIf(sshd.ok)('a job on a Linux host behind OpenSSH', () => {
  let host: OpenSshServer;

  beforeAll(async () => {
    host = await OpenSshServer.start({ shell: '/bin/bash' });
  });
  afterAll(() => host.stop());

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
