import type { DeviceTestDto } from '../src/jobs/device-test.dto.js';
import type { JobDto } from '../src/jobs/job.dto.js';
import { aJob } from './harness/job-requests.js';
import { RunningService } from './harness/running-service.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';

/** Other work may be going on. */
const PATIENCE = { timeout: 10_000 };

describe('POST /device/test', () => {
  let service: RunningService;
  let device: SshDevice;

  beforeAll(async () => {
    [service, device] = await Promise.all([
      RunningService.start(),
      SshDevice.start({
        hostname: 'core-1',
        isPrivileged: true,
        commands: { 'show version': 'Cisco IOS Software, Version 15.2' },
      }),
    ]);
  });
  afterAll(() => Promise.all([service.stop(), device.stop()]));
  afterEach(() => Object.assign(device.behavior, { hangAt: null, connections: 'normal' }));

  function aTest(changes: Record<string, unknown> = {}): Record<string, unknown> {
    const { command: _command, ...request } = aJob(device);
    return { ...request, ...changes };
  }

  async function test(request: object): Promise<DeviceTestDto> {
    const { status, body } = await service.api.post<DeviceTestDto>('/device/test', request);
    expect(status).toBe(200);
    return body;
  }

  it('answers with latency, prompt and remote version of a session of its own', async () => {
    await service.api.run(aJob(device));
    const before = device.openedSessions;

    const answer = await test(aTest());

    expect(answer).toEqual({
      ok: true,
      worker: expect.any(String),
      latency: {
        queue_seconds: expect.any(Number),
        connect_seconds: expect.any(Number),
        response_seconds: expect.any(Number),
      },
      prompt: 'core-1#',
      remote_version: expect.stringMatching(/ssh2js/),
      device_type: 'cisco_ios',
      capabilities: null,
      error: null,
    });
    expect(answer.latency?.connect_seconds).toBeGreaterThan(0);
    expect(device.openedSessions).toBe(before + 1);
  });

  it('takes null for an argument that is left out', async () => {
    const { connection_args: given } = aTest() as { connection_args: object };
    const nulls = { secret: null, passphrase: null, pkey: null, proxy_host: null, global_cmd_verify: null };
    const telnet = { ...given, ...nulls, device_type: 'cisco_ios_telnet', port: null, password: null };

    const reached = await test(aTest({ connection_args: { ...given, ...nulls } }));
    // Nothing listens on port 23 of this machine.
    const unreached = await test(aTest({ connection_args: telnet }));

    expect(reached).toMatchObject({ ok: true, prompt: 'core-1#' });
    expect(unreached.error?.type).toBe('ConnectionFailed');
  });

  it('finds out the platform where the request leaves it open', async () => {
    const request = aTest();
    Object.assign(request.connection_args as object, { device_type: 'autodetect' });

    expect(await test(request)).toMatchObject({ ok: true, device_type: 'cisco_ios', prompt: 'core-1#' });
  });

  it('says why there is no session', async () => {
    const request = aTest();
    Object.assign(request.connection_args as object, { password: 'wrong' });

    const answer = await test(request);

    expect(answer).toMatchObject({ ok: false, latency: null, prompt: null });
    expect(answer.error?.type).toBe('AuthenticationFailed');
  });

  it('ends with its timeout when the device says nothing', async () => {
    device.behavior.connections = 'silent';

    const answer = await test(aTest({ timeout: 1 }));

    expect(answer).toMatchObject({ ok: false, error: { type: 'ExecutionTimeout' } });
  });

  it("waits for the device's other jobs no longer than its timeout", async () => {
    device.behavior.hangAt = 'show version';
    const job = await service.api.submit(aJob(device, { execution_timeout: 3 }));
    await vi.waitFor(async () => {
      expect((await service.api.get<JobDto>(`/jobs/${job.id}`)).body.status).toBe('started');
    }, PATIENCE);

    const answer = await test(aTest({ timeout: 1 }));

    expect(answer).toMatchObject({ ok: false, error: { type: 'Expired' } });
  });

  it.each([
    ['a command', { command: 'show version' }, 'command'],
    ['an unknown driver', { driver: 'pigeon' }, 'driver'],
    ['a timeout of a day', { timeout: 86_400 }, 'timeout'],
    ['connection_args that are wrong', { connection_args: { host: 'r1' } }, 'connection_args.username'],
  ])('refuses %s', async (_case, changes, field) => {
    const { status, body } = await service.api.post<{ errors: { field: string }[] }>(
      '/device/test',
      aTest(changes),
    );

    expect(status).toBe(422);
    expect(body.errors.map((error) => error.field)).toContain(field);
  });
});
