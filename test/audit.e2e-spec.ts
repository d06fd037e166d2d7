import { readFileSync, renameSync, statSync } from 'node:fs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditStream } from '../src/audit/audit-stream.js';
import { AuditTrail } from '../src/audit/audit-trail.js';
import type { AuditRecordDto } from '../src/audit/audit-record.dto.js';
import type { NewKeyDto } from '../src/auth/keys/key.dto.js';
import type { BulkAnswerDto } from '../src/jobs/batches/batch.dto.js';
import { RedisConnections } from '../src/redis/redis-connections.js';
import { ApiClient } from './harness/api-client.js';
import { aConfigJob, aJob } from './harness/job-requests.js';
import { RunningService } from './harness/running-service.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';

const JOB_DATA = { driver: 'netmiko', device: { host: 'r1' }, operation: 'command', commands: [] };

describe('the audit trail', () => {
  let service: RunningService;
  let device: SshDevice;
  let folder: string;
  let file: string;
  let key: NewKeyDto;
  let api: ApiClient;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'netpulse-audit-'));
    file = join(folder, 'audit.jsonl');
    const environment = {
      NETPULSE_AUDIT_LOG: file,
      NETPULSE_AUDIT_KEEP: '200',
      NETPULSE_TRUSTED_PROXIES: '127.0.0.1',
    };
    [service, device] = await Promise.all([RunningService.start({ environment }), SshDevice.start()]);
    const request = { name: 'ci', scopes: ['jobs:read', 'jobs:write'] };
    key = (await service.api.post<NewKeyDto>('/keys', request)).body;
    api = new ApiClient(service.url, { 'X-API-KEY': key.key, 'X-Forwarded-For': '192.0.2.77' });
  });
  afterAll(async () => {
    await Promise.all([service.stop(), device.stop()]);
    rmSync(folder, { recursive: true });
  });

  const inFile = (path = file): AuditRecordDto[] =>
    readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditRecordDto);
  const search = async (query: string): Promise<AuditRecordDto[]> =>
    (await service.api.get<AuditRecordDto[]>(`/audit?${query}`)).body;
  /** What both the file and Redis have of a job, oldest first. */
  const recordsOf = (jobId: string, count: number): Promise<AuditRecordDto[]> =>
    vi.waitFor(
      async () => {
        const stored = (await search(`job_id=${jobId}`)).reverse();
        expect(stored).toHaveLength(count);
        expect(inFile().filter((record) => record.job_id === jobId)).toEqual(stored);
        return stored;
      },
      { timeout: 5_000, interval: 50 },
    );

  it('says who did what to which device, from where, and how it ended', async () => {
    const { id } = await api.submit(aJob(device, { command: ['show version', 'show nonsense'] }));
    await api.ended(id);

    const about = { job_id: id, hosts: ['127.0.0.1'], jobs: 1, driver: 'netmiko', operation: 'command' };
    const actor = { id: `key:${key.id}`, name: 'ci' };
    expect(await recordsOf(id, 2)).toEqual([
      {
        time: expect.any(String),
        event: 'request',
        actor,
        remote_address: '192.0.2.77',
        request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        action: 'POST /jobs',
        path: '/jobs',
        status: 202,
        ...about,
        command_count: 2,
      },
      {
        time: expect.any(String),
        event: 'job.ended',
        actor,
        ...about,
        command_count: 2,
        job_status: 'failed',
        error_type: 'CommandRejected',
        worker: expect.any(String),
      },
    ]);
  });

  it('holds no secret, and no text of commands unless asked for', async () => {
    const job = await api.run(aConfigJob(device, 'username bob password hunter2'));
    await recordsOf(job.id, 2);

    const text = readFileSync(file, 'utf8');
    for (const secret of ['hunter2', 'pwd123', key.key, service.apiKey]) expect(text).not.toContain(secret);
  });

  it('has what was denied, and the device that was asked for', async () => {
    const { body } = await service.api.post<NewKeyDto>('/keys', {
      name: 'branch',
      scopes: ['jobs:write'],
      networks: ['192.0.2.0/24'],
    });
    const limited = new ApiClient(service.url, { 'X-API-KEY': body.key });

    const bulk = { ...aJob(device), devices: [{}, { connection_args: { host: '198.51.100.7' } }] };
    const allowed = { connection_args: { host: '192.0.2.1' } };

    await limited.post('/jobs', aJob(device));
    await limited.get('/jobs?host=10.0.0.1');
    await limited.post('/jobs/bulk', bulk);
    await limited.post('/jobs/bulk', { ...bulk, devices: [...bulk.devices, allowed] });

    await vi.waitFor(async () => {
      const records = await search(`actor=key:${body.id}`);
      const refused = { refused: 2, refused_hosts: ['127.0.0.1', '198.51.100.7'] };
      expect(records.filter(({ event }) => event === 'request')).toMatchObject([
        { action: 'POST /jobs/bulk', status: 202, hosts: ['192.0.2.1'], jobs: 1, ...refused },
        { action: 'POST /jobs/bulk', status: 422, problem: 'invalid', ...refused },
        { action: 'GET /jobs', path: '/jobs', status: 403, problem: 'scope-missing' },
        {
          action: 'POST /jobs',
          status: 403,
          problem: 'device-forbidden',
          refused: 1,
          refused_hosts: ['127.0.0.1'],
        },
      ]);
      expect(await search('host=198.51.100.7')).toMatchObject([{ status: 202 }, { status: 422 }]);
    });
  });

  it('has keys made and revoked, by whom', async () => {
    const { body } = await service.api.post<NewKeyDto>('/keys', { name: 'gone', scopes: ['metrics'] });
    await service.api.delete(`/keys/${body.id}`);

    await vi.waitFor(async () => {
      const records = await search('actor=root&limit=20');
      expect(records).toContainEqual(expect.objectContaining({ location: `/keys/${body.id}` }));
      expect(records.map(({ action, path }) => `${action} ${path}`)).toEqual(
        expect.arrayContaining(['POST /keys /keys', `DELETE /keys/{id} /keys/${body.id}`]),
      );
    });
  });

  it('has one record of a bulk request, and one of the end of each of its jobs', async () => {
    const { body } = await api.post<BulkAnswerDto>('/jobs/bulk', { ...aJob(device), devices: [{}, {}] });
    await api.get(`/jobs/batches/${body.batch_id}?wait=10`);

    await vi.waitFor(async () => {
      const records = (await search(`actor=ci`)).filter(({ batch_id: id }) => id === body.batch_id);
      expect(records.map(({ event, jobs }) => [event, jobs])).toEqual([
        ['job.ended', 1],
        ['job.ended', 1],
        ['request', 2],
      ]);
    });
  });

  it('is read in pages, by device and by time', async () => {
    const since = new Date().toISOString();
    const job = await api.run(aJob(device));
    await recordsOf(job.id, 2);

    const first = await service.api.get<AuditRecordDto[]>(`/audit?host=127.0.0.1&since=${since}&limit=1`);
    const link = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    const second = await service.api.get<AuditRecordDto[]>(link);

    expect([...first.body, ...second.body].map(({ event }) => event)).toEqual(['job.ended', 'request']);
    expect(await search('host=10.9.9.9')).toEqual([]);
    expect((await api.get('/audit')).status).toBe(403);
  });

  it('does not let a stranger push out what others did', async () => {
    await Promise.all(Array.from({ length: 40 }, () => service.strangerApi.post('/jobs', {})));
    await service.api.delete('/jobs/nothing');

    await vi.waitFor(() => {
      const last = inFile().findLast(({ path }) => path === '/jobs/nothing');
      expect(last).toBeDefined();
    });
    expect(inFile().filter(({ actor }) => actor === null)).toHaveLength(10);
  });

  it('is kept in Redis for so many records, give or take a hundred, or not at all', async () => {
    const redis = service.get(RedisConnections);
    const records = Array.from({ length: 600 }, (_, jobs) => JSON.stringify({ event: 'request', jobs }));
    const off = new AuditTrail(new AuditStream(redis, { auditKeep: 0 }), {
      auditLog: null,
      auditCommands: false,
    });

    await service.get(AuditStream).append(records);

    const kept = await redis.commands.xlen('{netpulse}:audit');
    expect(kept).toBeGreaterThanOrEqual(200);
    expect(kept).toBeLessThanOrEqual(300);
    expect(await search('limit=1')).toMatchObject([{ jobs: 599 }]);
    expect(off.jobEnded({ id: 'id', worker: null, outcome: null, data: JOB_DATA })).toBeNull();
  });

  it('goes on in a new file when its own was moved away, and only its owner may read it', async () => {
    renameSync(file, `${file}.1`);
    const { id } = await api.submit(aJob(device));
    await api.ended(id);

    // What the tests before had to say may still come.
    const ofJob = (): unknown[] => inFile().filter((record) => record.job_id === id);
    await vi.waitFor(() => expect(ofJob()).toHaveLength(2), { timeout: 10_000 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});
