import { RunningService } from './harness/running-service.js';
import { labOf } from './lab/platforms/lab-platforms.js';
import { LabDevice } from './lab/platforms/lab-shell.js';
import { LabSshServer } from './lab/platforms/lab-ssh-server.js';

const RUNNING = ['set system host-name vmx1', 'set system root-authentication encrypted-password "x"'];
const WANTED = ['set system host-name vmx2', 'set system root-authentication encrypted-password "x"'];

describe('a job that replaces the configuration of junos', () => {
  let service: RunningService;
  let device: LabDevice;
  let server: LabSshServer;

  beforeAll(async () => {
    service = await RunningService.start();
  });
  afterAll(() => service.stop());

  beforeEach(async () => {
    device = new LabDevice(labOf('juniper_junos'));
    device.running = RUNNING;
    server = await LabSshServer.start(device);
  });
  afterEach(() => server.stop());

  const aReplacement = (config: readonly string[], more: object = {}): object => ({
    driver: 'napalm',
    connection_args: {
      device_type: 'junos',
      host: '127.0.0.1',
      port: server.port,
      username: 'admin',
      password: LabSshServer.password,
    },
    config,
    driver_args: { replace: true, ...more },
  });

  it.each([
    [{}, WANTED],
    [{ dry_run: true }, RUNNING],
  ])('tells the diff, with %j', async (more, running) => {
    const job = await service.api.run(aReplacement(WANTED, more));

    expect(job).toMatchObject({ status: 'finished' });
    expect(JSON.stringify(job)).toContain('+  set system host-name vmx2');
    expect(device.running).toEqual(running);
  });

  it('fails with what the device has against it, and leaves the device as it was', async () => {
    const job = await service.api.run(aReplacement(['set system host-name vmx2']));

    expect(job).toMatchObject({ status: 'failed' });
    expect(JSON.stringify(job)).toContain('missing mandatory statements');
    expect(device.running).toEqual(RUNNING);
    expect(device.isCleared).toBe(false);
  });
});
