import type { JobDto } from '../src/jobs/job.dto.js';
import { aConfigJob, aJob } from './harness/job-requests.js';
import { RunningService } from './harness/running-service.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import { textOf } from './lab/webhook-receiver/received-request.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';
import { Idempotency } from '../src/jobs/idempotency.js';
import { JOB_KEYS } from '../src/jobs/job-keys.js';
import { RedisConnections } from '../src/redis/redis-connections.js';
import { Retention } from '../src/workers/retention.js';

const VERSION = 'Cisco IOS Software, Version 15.2(4)E10';
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
import { WorkerIdentity } from '../src/workers/worker-identity.js';

describe('jobs over REST', () => {
  let service: RunningService;
  let bounded: RunningService;
  let device: SshDevice;
  let receiver: WebhookReceiver;

  beforeAll(async () => {
    [service, bounded, device, receiver] = await Promise.all([
      RunningService.start(),
      RunningService.start({
        environment: { NETPULSE_MAX_RESULT: '1024', NETPULSE_MAX_QUEUED: '2', NETPULSE_MAX_BODY: '16384' },
      }),
      SshDevice.start({
        isPrivileged: true,
        commands: { 'show version': VERSION, 'show clock': '12:00:00', 'show tech': 'x'.repeat(5_000) },
      }),
      WebhookReceiver.start(),
    ]);
  });
  afterAll(() => Promise.all([service.stop(), bounded.stop(), device.stop(), receiver.stop()]));
  afterEach(() => {
    receiver.clear();
    Object.assign(device.behavior, { hangAt: null, cutAt: null, delayMs: 0 });
  });

  describe('submit', () => {
    it('POST /jobs answers 202 with the job and where to find it', async () => {
      const { status, headers, body } = await service.api.post<JobDto>('/jobs', aJob(device));

      expect(status).toBe(202);
      expect(headers.get('location')).toBe(`/jobs/${body.id}`);
      expect(body).toMatchObject({
        status: 'queued',
        queue: 'fifo',
        command: ['show version'],
        device_name: '127.0.0.1',
      });
      expect(body).toMatchObject({ started_at: null, ended_at: null, result: null, worker: null });
    });

    it("POST /device/exec is the same under NetPulse's own path, with 201", async () => {
      const { status, headers, body } = await service.api.post<JobDto>('/device/exec', aJob(device));

      expect(status).toBe(201);
      expect(headers.get('location')).toBe(`/jobs/${body.id}`);
      expect((await service.api.ended(body.id)).status).toBe('finished');
    });

    it('says what of a request has no effect, at once and later', async () => {
      const job = aJob(device, { driver_args: { delay_factor: 2 } });
      Object.assign(job.connection_args as object, { fast_cli: true, session_timeout: null });

      const { body } = await service.api.post<JobDto>('/jobs', job);

      const why = 'is ignored: prompts are read as they come, so there is no delay to scale';
      expect(body.warnings).toEqual([`connection_args.fast_cli ${why}`, `driver_args.delay_factor ${why}`]);
      expect((await service.api.ended(body.id)).warnings).toEqual(body.warnings);
      expect(await service.api.run(aJob(device))).not.toHaveProperty('warnings');
    });

    it('never shows the credentials again', async () => {
      const job = await service.api.run(
        aJob(device, { webhook: { url: receiver.url('/?token=t0k'), auth: ['u', 'whpw'] } }),
      );
      const listed = await service.api.get('/jobs');

      const shown = JSON.stringify(job) + listed.text + service.log;
      for (const secret of ['pwd123', 't0k', 'whpw']) expect(shown).not.toContain(secret);
    });

    it.each([
      ['an unknown driver', { driver: 'pigeon' }, 'driver', 'netmiko'],
      [
        'an unknown platform',
        { connection_args: { device_type: 'cisco_oi', host: 'r1', username: 'a' } },
        'connection_args.device_type',
        'cisco_ios',
      ],
      [
        'a missing host',
        { connection_args: { device_type: 'cisco_ios', username: 'a' } },
        'connection_args.host',
        '',
      ],
      ['an unknown field', { comand: 'show version' }, 'comand', 'not a known field'],
      [
        'an unknown field of the driver',
        { connection_args: { device_type: 'cisco_ios', host: 'r1', username: 'a', pasword: 'b' } },
        'connection_args.pasword',
        'not a known field',
      ],
      ['a blank command', { command: ' ' }, 'command', 'text'],
      ['an empty list of commands', { command: [] }, 'command', '1 to'],
      ['command and config at once', { config: 'hostname r1' }, 'command', 'exactly one'],
      ['neither command nor config', { command: null }, 'command', 'exactly one'],
      ['a ttl of 0', { ttl: 0 }, 'ttl', '1'],
      ['a result_ttl that is text', { result_ttl: 'long' }, 'result_ttl', 'seconds from 1 to'],
      ['a name with a line break', { device_name: 'a\nb' }, 'device_name', 'one line'],
    ])('refuses %s with 422 and names the field', async (_case, changes, field, hint) => {
      const { status, headers, body } = await service.api.post<{
        errors: { field: string; message: string }[];
      }>('/jobs', aJob(device, changes));

      expect(status).toBe(422);
      expect(headers.get('content-type')).toContain('application/problem+json');
      const error = body.errors.find((candidate) => candidate.field === field);
      expect(error?.message).toContain(hint);
    });

    it('tells all faults at once, and echoes no value', async () => {
      const request = aJob(device, {
        driver: 'netmiko',
        ttl: -1,
        webhook: { url: 'nonsense', timeout: 999_777 },
      });
      Object.assign(request.connection_args as object, { password: { odd: 'hunter2' } });

      const { body, text } = await service.api.post<{ errors: { field: string }[] }>('/jobs', request);

      expect(body.errors.map(({ field }) => field)).toEqual(
        expect.arrayContaining(['ttl', 'webhook.url', 'webhook.timeout']),
      );
      for (const value of ['nonsense', '999777', 'hunter2']) expect(text).not.toContain(value);
    });

    it.each([
      ['{"driver": ', 400],
      ['[]', 422],
      ['"text"', 422],
    ])('answers the body %s with %s', async (body, expected) => {
      const response = await fetch(`${service.url}/jobs`, {
        method: 'POST',
        body,
        headers: { 'X-API-KEY': service.apiKey, 'Content-Type': 'application/json' },
      });

      expect(response.status).toBe(expected);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      expect(await response.json()).toMatchObject({
        status: expected,
        request_id: response.headers.get('x-request-id'),
      });
    });

    it.each(['application/x-www-form-urlencoded', 'text/plain', 'application/xml', ''])(
      'refuses a body of the type "%s", and repeats nothing of it',
      async (type) => {
        const response = await fetch(`${service.url}/jobs`, {
          method: 'POST',
          body: new TextEncoder().encode(JSON.stringify(aJob(device))),
          headers: { 'X-API-KEY': service.apiKey, ...(type === '' ? {} : { 'Content-Type': type }) },
        });
        const text = await response.text();

        expect(response.status).toBe(415);
        expect(JSON.parse(text)).toMatchObject({ detail: 'Send the body as application/json.' });
        expect(text).not.toContain('pwd123');
      },
    );

    it('repeats no name of a field that may be a value', async () => {
      const { status, text } = await service.api.post('/jobs', {
        ...aJob(device),
        'password: hunter2': 1,
        größe: 1,
      });

      expect(status).toBe(422);
      expect(text).toContain('"field":"?"');
      expect(text).toContain('"field":"größe"');
      expect(text).not.toContain('hunter2');
    });

    it('answers a body over the limit with 413', async () => {
      const { status } = await service.api.post('/jobs', {
        ...aJob(device),
        config: 'x'.repeat(11 * 1024 * 1024),
      });

      expect(status).toBe(413);
    });
  });

  describe('Idempotency-Key', () => {
    it('makes a repeated submit return the first job', async () => {
      const request = aJob(device);
      const headers = { 'Idempotency-Key': 'order-1' };
      const runsBefore = device.log.filter((line) => line === 'show version').length;

      const first = await service.api.post<JobDto>('/jobs', request, headers);
      await service.api.ended(first.body.id);
      const second = await service.api.post<JobDto>('/jobs', request, headers);

      expect(second.status).toBe(202);
      expect(second.body.id).toBe(first.body.id);
      expect(device.log.filter((line) => line === 'show version')).toHaveLength(runsBefore + 1);
    });

    it('makes no second job when the first request was told that Redis went away, and the record is gone', async () => {
      const own = await SshDevice.start({ commands: { 'show version': VERSION } });
      const request = aJob(own, { result_ttl: 1 });
      const submit = () => service.api.post<JobDto>('/jobs', request, { 'Idempotency-Key': 'unsure' });
      vi.spyOn(service.get(Idempotency), 'confirm').mockRejectedValueOnce(
        new Error("Stream isn't writeable and enableOfflineQueue options is false"),
      );
      const first = await submit();
      await vi.waitFor(() => expect(own.log).toContain('show version'), { timeout: 10_000 });
      const [job] = (await service.api.get<JobDto[]>(`/jobs?limit=1`)).body;
      await vi.waitFor(
        async () => {
          await service.get(Retention).sweep();
          expect((await service.api.get(`/jobs/${job?.id}`)).status).toBe(404);
        },
        { timeout: 10_000, interval: 100 },
      );

      const second = await submit();

      expect([first.status, second.status]).toEqual([503, 409]);
      await own.stop();
    });

    it('makes one job of many submits at once', async () => {
      const headers = { 'Idempotency-Key': 'order-2' };

      const answers = await Promise.all(
        Array.from({ length: 10 }, () => service.api.post<JobDto>('/jobs', aJob(device), headers)),
      );

      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    });

    it('refuses the key for another request', async () => {
      const headers = { 'Idempotency-Key': 'order-3' };
      await service.api.post('/jobs', aJob(device), headers);

      const { status, body } = await service.api.post(
        '/jobs',
        aJob(device, { command: 'show clock' }),
        headers,
      );

      expect(status).toBe(422);
      expect(body).toMatchObject({ errors: [{ field: 'Idempotency-Key' }] });
    });

    it('refuses a key that is none', async () => {
      const { status } = await service.api.post('/jobs', aJob(device), { 'Idempotency-Key': 'a b' });

      expect(status).toBe(422);
    });
  });

  describe('outcomes', () => {
    it('finished: every command was accepted', async () => {
      const job = await service.api.run(
        aJob(device, { command: ['show version', 'show clock'], device_name: 'core-1' }),
      );

      expect(job).toMatchObject({
        status: 'finished',
        device_name: 'core-1',
        command: ['show version', 'show clock'],
      });
      expect(job.result).toMatchObject({ type: 1, error: null });
      expect(
        job.result?.retval.map(({ command, stdout, exit_status }) => [command, stdout, exit_status]),
      ).toEqual([
        ['show version', VERSION, 0],
        ['show clock', '12:00:00', 0],
      ]);
      expect(job.worker).toMatch(/-/);
      expect(job.duration).toBeGreaterThanOrEqual(0);
      expect(job.queue_time).toBeGreaterThanOrEqual(0);
    });

    it('finished: every configuration line was accepted', async () => {
      const job = await service.api.run(aConfigJob(device, ['interface Loopback0', 'description lab']));

      expect(job.status).toBe('finished');
      expect(job.result?.retval[0]?.command).toBe('interface Loopback0\ndescription lab');
      expect(job.result?.retval[0]?.stdout).toContain('(config-if)#');
    });

    it('failed: the device rejected a command; the outputs so far are kept', async () => {
      const job = await service.api.run(
        aJob(device, { command: ['show clock', 'show nonsense', 'show version'] }),
      );

      expect(job).toMatchObject({
        status: 'failed',
        result: { type: 2, error: { type: 'CommandRejected' } },
      });
      expect(job.result?.retval.map(({ command, exit_status }) => [command, exit_status])).toEqual([
        ['show clock', 0],
        ['show nonsense', 1],
      ]);
    });

    it('failed: wrong credentials', async () => {
      const request = aJob(device);
      Object.assign(request.connection_args as object, { password: 'wrong-pw' });

      const job = await service.api.run(request);

      expect(job).toMatchObject({
        status: 'failed',
        result: { type: 2, error: { type: 'AuthenticationFailed' } },
      });
      expect(JSON.stringify(job) + service.log).not.toContain('wrong-pw');
    });

    it('failed: nobody listens there', async () => {
      const gone = await SshDevice.start();
      await gone.stop();

      const job = await service.api.run(aJob(gone));

      expect(job).toMatchObject({
        status: 'failed',
        result: {
          error: { type: 'ConnectionFailed', message: 'Connection refused: Unable to connect to device' },
        },
      });
    });

    it('failed: the session was lost in the middle of a command', async () => {
      device.behavior.cutAt = 'show version';

      const job = await service.api.run(aJob(device));

      expect(job).toMatchObject({ status: 'failed', result: { error: { type: 'SessionLost' } } });
    });

    it('failed: execution_timeout was over', async () => {
      device.behavior.hangAt = 'show version';

      const job = await service.api.run(aJob(device, { execution_timeout: 1 }));

      expect(job).toMatchObject({ status: 'failed', result: { error: { type: 'ExecutionTimeout' } } });
    });

    it('canceled: before it ran; the device never sees it, and the webhook says so', async () => {
      const busy = await holdDevice();
      const queued = await service.api.submit(
        aJob(device, { command: 'show clock', webhook: { url: receiver.url() } }),
      );

      const { status, body } = await service.api.delete<JobDto>(`/jobs/${queued.id}`);

      expect(status).toBe(200);
      expect(body).toMatchObject({ status: 'canceled', result: { type: 3, error: { type: 'Canceled' } } });
      expect(JSON.parse(textOf(await receiver.next()))).toEqual({
        id: queued.id,
        result: body.result?.error?.message,
      });
      await busy.release();
      await service.api.ended(busy.id);
      expect(device.log.at(-1)).not.toBe('show clock');
    });

    it('expired: waited longer than its ttl; the device never sees it, and the webhook says so', async () => {
      const busy = await holdDevice();
      const queued = await service.api.submit(
        aJob(device, { command: 'show clock', ttl: 1, webhook: { url: receiver.url() } }),
      );

      const job = await service.api.ended(queued.id);

      expect(job).toMatchObject({
        status: 'expired',
        started_at: null,
        result: { type: 3, error: { type: 'Expired' } },
      });
      expect(JSON.parse(textOf(await receiver.next()))).toEqual({
        id: queued.id,
        result: job.result?.error?.message,
      });
      await busy.release();
    });

    it('canceled, in another order: they are listed by when they were submitted', async () => {
      const busy = await holdDevice();
      const older = await service.api.submit(aJob(device));
      const newer = await service.api.submit(aJob(device));
      await service.api.delete(`/jobs/${newer.id}`);
      await service.api.delete(`/jobs/${older.id}`);

      // Found by its status as soon as its end is told.
      await expect
        .poll(async () => {
          const { body } = await service.api.get<JobDto[]>('/jobs?status=canceled&limit=2');
          return body.map(({ id }) => id);
        })
        .toEqual([newer.id, older.id]);
      await busy.release();
      await service.api.ended(busy.id);
    });

    /** Keeps the device busy with a command until it is released. */
    async function holdDevice(): Promise<{ id: string; release: () => Promise<void> }> {
      device.behavior.hangAt = 'show version';
      const { id } = await service.api.submit(aJob(device, { execution_timeout: 20 }));
      await expect
        .poll(async () => (await service.api.get<JobDto>(`/jobs/${id}`)).body.status)
        .toBe('started');
      return {
        id,
        release: async () => {
          device.behavior.hangAt = null;
          device.cutAll();
        },
      };
    }
  });

  describe('read, list and cancel', () => {
    it('cancels a queued job also in the moment in which a worker looks whether its device is free', async () => {
      const busy = await SshDevice.start({ commands: { 'show version': VERSION } });
      busy.behavior.hangAt = 'show version';
      const first = await service.api.submit(aJob(busy, { execution_timeout: 30 }));
      await vi.waitFor(async () => {
        expect((await service.api.get<JobDto>(`/jobs/${first.id}`)).body.status).toBe('started');
      });

      for (let count = 0; count < 30; count++) {
        const { id } = await service.api.submit(aJob(busy));
        expect((await service.api.delete(`/jobs/${id}`)).status).toBe(200);
      }
      await busy.stop();
    });

    it('says 409 for a queued job that a worker does not let go of, and counts it among those that go on', async () => {
      const busy = await SshDevice.start({ commands: { 'show version': VERSION } });
      busy.behavior.hangAt = 'show version';
      await service.api.submit(aJob(busy, { execution_timeout: 30 }));
      await vi.waitFor(() => expect(busy.log).toContain('show version'), { timeout: 10_000 });
      const { id } = await service.api.submit(aJob(busy));
      const { commands } = service.get(RedisConnections);
      const lock = `${JOB_KEYS.job(id)}:lock`;
      await vi.waitFor(async () => expect(await commands.zrem(JOB_KEYS.delayed, id)).toBe(1), {
        timeout: 10_000,
      });
      await commands.set(lock, 'of nobody', 'PX', 30_000);
      await commands.lpush(JOB_KEYS.active, id);

      const one = await service.api.delete<{ detail: string }>(`/jobs/${id}`);
      const many = await service.api.delete('/jobs?host=127.0.0.1');
      await commands
        .multi()
        .del(lock)
        .lrem(JOB_KEYS.active, 1, id)
        .zadd(JOB_KEYS.delayed, Date.now(), id)
        .exec();
      busy.behavior.hangAt = null;
      busy.cutAll();

      expect(one.status).toBe(409);
      expect(one.body.detail).toContain('not canceled');
      expect(many.body).toMatchObject({ canceled: 0, running: 2 });
      expect((await service.api.ended(id)).status).toBe('finished');
      await busy.stop();
    });

    it.each([UNKNOWN_ID, 'wait', 'completed', 'id', '%7Bnetpulse%7D', '..%2f..%2fetc'])(
      'answers 404 for the job %s, which is not there',
      async (id) => {
        for (const answer of [
          await service.api.get(`/jobs/${id}`),
          await service.api.delete(`/jobs/${id}`),
        ]) {
          expect(answer.status).toBe(404);
          expect(answer.headers.get('content-type')).toContain('application/problem+json');
        }
      },
    );

    it('holds the answer no longer than ?wait says', async () => {
      device.behavior.hangAt = 'show version';
      const { id } = await service.api.submit(aJob(device, { execution_timeout: 3 }));

      const startedAt = Date.now();
      const { body } = await service.api.get<JobDto>(`/jobs/${id}?wait=0.3`);

      expect(body.ended_at).toBeNull();
      expect(Date.now() - startedAt).toBeGreaterThanOrEqual(290);
      await service.api.ended(id);
    });

    it('refuses to cancel what has ended, with 409', async () => {
      const { id } = await service.api.run(aJob(device));

      const { status, body } = await service.api.delete(`/jobs/${id}`);

      expect(status).toBe(409);
      expect(body).toMatchObject({ title: 'Conflict' });
    });

    it('lists newest first, in pages that follow one another', async () => {
      const ids: string[] = [];
      for (let index = 0; index < 5; index++) ids.unshift((await service.api.run(aJob(device))).id);

      const first = await service.api.get<JobDto[]>('/jobs?limit=3');
      const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
      const second = await service.api.get<JobDto[]>(next);

      expect([...first.body, ...second.body].map(({ id }) => id).slice(0, 5)).toEqual(ids);
    });

    it('filters by status and host', async () => {
      const failed = await service.api.run(aJob(device, { command: 'show nonsense' }));
      const finished = await service.api.run(aJob(device));

      const byStatus = await service.api.get<JobDto[]>('/jobs?status=failed&limit=100');
      const byHost = await service.api.get<JobDto[]>('/jobs?host=127.0.0.1&status=finished&limit=100');
      const elsewhere = await service.api.get<JobDto[]>('/jobs?host=192.0.2.1');

      expect(byStatus.body.map(({ id }) => id)).toContain(failed.id);
      expect(byStatus.body.every(({ status }) => status === 'failed')).toBe(true);
      expect(byHost.body.map(({ id }) => id)).toContain(finished.id);
      expect(byHost.body.map(({ id }) => id)).not.toContain(failed.id);
      expect(elsewhere.body).toEqual([]);
    });

    it('lists what was created since a moment', async () => {
      const since = new Date().toISOString();
      const { id } = await service.api.run(aJob(device));

      const { body } = await service.api.get<JobDto[]>(`/jobs?since=${since}`);

      expect(body.map((job) => job.id)).toEqual([id]);
    });

    it.each(['limit=0', 'limit=101', 'status=odd', 'since=yesterday', 'cursor=x', 'order=up'])(
      'refuses the query %s',
      async (query) => {
        expect((await service.api.get(`/jobs?${query}`)).status).toBe(422);
      },
    );

    it('removes the record when its result_ttl is over', async () => {
      const { id } = await service.api.run(aJob(device, { result_ttl: 1 }));

      await vi.waitFor(async () => expect((await service.api.get(`/jobs/${id}`)).status).toBe(404), {
        timeout: 10_000,
        interval: 100,
      });
    });
  });

  describe('one device, one job at a time', () => {
    it('runs the jobs of a device in their order, and never two at once', async () => {
      const single = await SshDevice.start({ isPrivileged: true, commands: { 'show clock': '12:00:00' } });
      single.behavior.delayMs = 5;
      const jobs: JobDto[] = [];
      for (let count = 0; count < 20; count++)
        jobs.push(await service.api.submit(aJob(single, { command: 'show clock' })));
      const ended = await Promise.all(jobs.map(({ id }) => service.api.ended(id)));

      expect(ended.map(({ status }) => status)).toEqual(jobs.map(() => 'finished'));
      const starts = ended.map(({ started_at }) => Date.parse(started_at ?? ''));
      expect(starts).toEqual(starts.toSorted((one, other) => one - other));
      // Two jobs at once would need two sessions.
      expect(single.mostSessions).toBe(1);
      await single.stop();
    });

    it('lets no busy device hold up another one', async () => {
      const other = await SshDevice.start({ commands: { 'show version': VERSION } });
      device.behavior.hangAt = 'show version';
      const waiting = await Promise.all(
        Array.from({ length: 150 }, () => service.api.submit(aJob(device, { execution_timeout: 30 }))),
      );

      const job = await service.api.run(aJob(other), 5);

      expect(job.status).toBe('finished');
      await Promise.all(waiting.slice(1).map(({ id }) => service.api.delete(`/jobs/${id}`)));
      device.behavior.hangAt = null;
      device.cutAll();
      await other.stop();
    });
  });

  describe('sessions', () => {
    it('keeps the session open and reuses it for the next job with the same credentials', async () => {
      const own = await SshDevice.start({ commands: { 'show version': VERSION } });

      const first = await service.api.run(aJob(own));
      const second = await service.api.run(aJob(own));

      expect(first.result?.retval[0]?.metadata.session_reused).toBe(false);
      expect(second.result?.retval[0]?.metadata.session_reused).toBe(true);
      expect(own.connectionCount).toBe(1);
      await own.stop();
    });

    it('never gives a session to a job with other credentials', async () => {
      const own = await SshDevice.start({ commands: { 'show version': VERSION } });
      await service.api.run(aJob(own));
      const request = aJob(own);
      Object.assign(request.connection_args as object, { password: 'wrong' });

      const job = await service.api.run(request);

      expect(job).toMatchObject({ status: 'failed', result: { error: { type: 'AuthenticationFailed' } } });
      await own.stop();
    });

    it('connects again when a kept session turns out dead before a command was sent', async () => {
      const own = await SshDevice.start({ commands: { 'show version': VERSION } });
      await service.api.run(aJob(own));
      own.cutAll();

      const job = await service.api.run(aJob(own));

      expect(job.status).toBe('finished');
      expect(own.connectionCount).toBe(2);
      await own.stop();
    });
  });

  it('GET /workers shows the live worker', async () => {
    const { status, body } = await service.api.get<object[]>('/workers');

    expect(status).toBe(200);
    expect(body).toEqual([
      expect.objectContaining({
        pid: process.pid,
        status: 'running',
        queues: ['fifo', `pinned:${service.get(WorkerIdentity).name}`, 'webhooks'],
      }) as object,
    ]);
  });

  it.each(['/health', '/health/live', '/health/ready'])('GET %s is open to all', async (path) => {
    const { status, body } = await service.strangerApi.get(path);

    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'ok' });
  });

  describe('bounds', () => {
    it('cuts what is over NETPULSE_MAX_RESULT with a mark, and fails the job with a reason', async () => {
      const job = await bounded.api.run(
        aJob(device, { command: ['show version', 'show tech', 'show clock'] }),
      );

      expect(job).toMatchObject({ status: 'failed', result: { error: { type: 'ResultTooLarge' } } });
      const outputs = job.result?.retval ?? [];
      expect(outputs.map(({ command }) => command)).toEqual(['show version', 'show tech']);
      expect(outputs[1]?.stdout).toMatch(/^x+\n\[cut by NetPulse: \d+ of 5000 bytes left out\]$/);
    });

    it('reads a body up to NETPULSE_MAX_BODY, and answers 413 to a larger one', async () => {
      const bodies = [15_000, 17_000].map((length) => ({ ...aJob(device), nonsense: 'x'.repeat(length) }));

      const answers = await Promise.all(bodies.map((body) => bounded.api.post('/jobs', body)));

      expect(answers.map(({ status }) => status)).toEqual([422, 413]);
    });

    it('answers 429 with Retry-After when NETPULSE_MAX_QUEUED jobs are under way, and takes jobs again later', async () => {
      device.behavior.hangAt = 'show clock';
      const held = aJob(device, { command: 'show clock', execution_timeout: 1 });
      const [running, waiting] = [await bounded.api.submit(held), await bounded.api.submit(held)];

      const { status, headers, body } = await bounded.api.post('/jobs', aJob(device));
      await bounded.api.delete(`/jobs/${waiting.id}`);
      await bounded.api.ended(running.id);
      device.behavior.hangAt = null;

      expect(status).toBe(429);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect(body).toMatchObject({ type: 'urn:netpulse:problem:queue-full' });
      await vi.waitFor(() => bounded.api.submit(aJob(device)), { timeout: 5_000 });
    });
  });

  describe('the API key', () => {
    it.each([
      ['no key', {}],
      ['a wrong key', { 'X-API-KEY': 'np_wrong' }],
      ['a wrong Bearer token', { Authorization: 'Bearer np_wrong' }],
      ['another scheme', { Authorization: 'Basic YTpi' }],
    ])('%s is answered 401', async (_case, headers) => {
      for (const path of ['/jobs', '/workers', `/jobs/${UNKNOWN_ID}`]) {
        const response = await fetch(service.url + path, { headers: headers as Record<string, string> });

        expect(response.status).toBe(401);
        expect(response.headers.get('www-authenticate')).toBe('Bearer');
        expect(await response.json()).toMatchObject({ status: 401 });
      }
    });

    it('opens as X-API-KEY and as a Bearer token', async () => {
      const ways: Record<string, string>[] = [
        { 'X-API-KEY': service.apiKey },
        { Authorization: `Bearer ${service.apiKey}` },
      ];
      for (const headers of ways) expect((await fetch(`${service.url}/jobs`, { headers })).status).toBe(200);
    });
  });
});
