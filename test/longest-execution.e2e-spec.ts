import { aJob } from './harness/job-requests.js';
import { RunningService } from './harness/running-service.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';

describe('NETPULSE_MAX_EXECUTION_TIMEOUT', () => {
  let service: RunningService;
  let device: SshDevice;
  beforeAll(async () => {
    device = await SshDevice.start({ commands: { 'show version': 'IOS' } });
    service = await RunningService.start({ environment: { NETPULSE_MAX_EXECUTION_TIMEOUT: '20' } });
  });
  afterAll(async () => {
    await service.stop();
    await device.stop();
  });

  it.each(['/jobs', '/device/exec'])('refuses a job that wants to run longer: POST %s', async (path) => {
    const { status, body } = await service.api.post(path, aJob(device, { execution_timeout: 21 }));

    expect(status).toBe(422);
    expect(body).toMatchObject({
      errors: [{ field: 'execution_timeout', message: 'must not be more than 20' }],
    });
  });

  it.each([{}, { execution_timeout: 20 }])('takes others: %j', async (changes) => {
    expect((await service.api.run(aJob(device, changes))).status).toBe('finished');
  });
});
