import { SCOPES, type Scope } from '../src/scopes.js';
import { KeyRing } from '../src/auth/keys/key-ring.js';
import type { KeyDto, NewKeyDto } from '../src/auth/keys/key.dto.js';
import type { AuditRecordDto } from '../src/audit/audit-record.dto.js';
import type { BulkAnswerDto } from '../src/jobs/batches/batch.dto.js';
import type { JobDto } from '../src/jobs/job.dto.js';
import { RedisConnections } from '../src/redis/redis-connections.js';
import { ApiClient, type ApiAnswer } from './harness/api-client.js';
import { CommandProcess } from './harness/command-process.js';
import { aJob } from './harness/job-requests.js';
import { RunningService } from './harness/running-service.js';
import { servedRoutes } from './harness/served-routes.js';
import { OidcIssuer } from './lab/oidc/oidc-issuer.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';

/** Who may do what. A new route gets its line here, by somebody who has thought about it. */
const OPEN = ['GET /health', 'GET /health/live', 'GET /health/ready'];
const NEEDS: Readonly<Record<string, readonly Scope[]>> = {
  'POST /jobs': ['jobs:write'],
  'GET /jobs': ['jobs:read'],
  'DELETE /jobs': ['jobs:write'],
  'GET /jobs/{id}': ['jobs:read'],
  'DELETE /jobs/{id}': ['jobs:write'],
  'GET /jobs/{id}/stream': ['jobs:read'],
  'POST /jobs/bulk': ['jobs:write'],
  'GET /jobs/batches/{id}': ['jobs:read'],
  'POST /device/exec': ['jobs:write'],
  'POST /device/bulk': ['jobs:write'],
  'POST /device/test': ['jobs:write'],
  'POST /template/render': ['templates'],
  'POST /template/parse': ['templates'],
  'GET /workers': ['jobs:read', 'workers:admin'],
  'POST /workers/{name}/pause': ['workers:admin'],
  'POST /workers/{name}/resume': ['workers:admin'],
  'DELETE /workers/{name}': ['workers:admin'],
  'GET /webhooks/callers': ['webhooks:read'],
  'POST /webhooks/test': ['webhooks:write'],
  'GET /webhooks/deliveries': ['webhooks:read'],
  'GET /webhooks/deliveries/{id}': ['webhooks:read'],
  'POST /webhooks/deliveries/{id}/resend': ['webhooks:write'],
  'POST /webhooks/deliveries/resend': ['webhooks:write'],
  'GET /webhooks/recoveries': ['webhooks:read'],
  'GET /webhooks/recoveries/{id}': ['webhooks:read'],
  'DELETE /webhooks/recoveries/{id}': ['webhooks:write'],
  'GET /webhooks/destinations': ['webhooks:read'],
  'GET /webhooks/destinations/{id}': ['webhooks:read'],
  'POST /webhooks/destinations/{id}/pause': ['webhooks:write'],
  'POST /webhooks/destinations/{id}/resume': ['webhooks:write'],
  'POST /webhooks/subscriptions': ['webhooks:write'],
  'GET /webhooks/subscriptions': ['webhooks:read'],
  'GET /webhooks/subscriptions/{id}': ['webhooks:read'],
  'PATCH /webhooks/subscriptions/{id}': ['webhooks:write'],
  'DELETE /webhooks/subscriptions/{id}': ['webhooks:write'],
  'POST /webhooks/subscriptions/{id}/pause': ['webhooks:write'],
  'POST /webhooks/subscriptions/{id}/resume': ['webhooks:write'],
  'POST /webhooks/subscriptions/{id}/rotate-secret': ['webhooks:write'],
  'GET /metrics': ['metrics'],
  'GET /audit': ['audit:read'],
  'POST /admin/session': [],
  'DELETE /admin/session': [],
  'POST /keys': [],
  'GET /keys': [],
  'DELETE /keys/{id}': [],
};
/** What the OpenAPI document leaves out. Pages that hold no data: their scripts ask with the key of who looks at them. */
const PAGES = [
  'GET /',
  'GET /docs',
  'GET /docs/*',
  'GET /docs-yaml',
  'GET /openapi.json',
  'GET /console',
  'GET /console*',
  'GET /admin',
  'GET /.well-known/oauth-protected-resource/mcp',
];
/** Opened by a cookie, too. */
const BOARD = ['GET /admin/queues', 'GET /admin/queues*'];
/** A protocol of its own. Which tool needs which scope: mcp.e2e-spec.ts. */
const MCP = '/mcp';
const MCP_SCOPES: readonly Scope[] = [
  'jobs:read',
  'jobs:write',
  'webhooks:read',
  'webhooks:write',
  'mcp:commands',
  'mcp:config',
];
/** What a GET needs, a HEAD needs. */
const withHead = (routes: readonly string[]): string[] =>
  routes.flatMap((route) => (route.startsWith('GET ') ? [route, route.replace('GET', 'HEAD')] : [route]));
const ALL_OPEN = withHead([...OPEN, ...PAGES]);
/** No client of HTTP lets this one be sent. */
const NOT_SENT = `TRACE ${MCP}`;

describe('access', () => {
  let service: RunningService;
  let device: SshDevice;
  let issuer: OidcIssuer;

  beforeAll(async () => {
    issuer = await OidcIssuer.start({ audience: 'netpulse', clients: { ci: ['netops'], guest: [] } });
    const environment = {
      NETPULSE_OIDC_ISSUER: issuer.url,
      NETPULSE_OIDC_AUDIENCE: 'netpulse',
      NETPULSE_OIDC_ROLES_CLAIM: 'realm_access.roles',
      NETPULSE_OIDC_ROLE_SCOPES: JSON.stringify({ netops: ['jobs:read', 'jobs:write'] }),
    };
    [service, device] = await Promise.all([RunningService.start({ environment }), SshDevice.start()]);
  });
  afterAll(() => Promise.all([service.stop(), device.stop(), issuer.stop()]));

  const make = (request: object): Promise<ApiAnswer<NewKeyDto>> => service.api.post('/keys', request);
  const withKey = async (request: object): Promise<ApiClient> => {
    const { body } = await make({ name: 'test', ...request });
    return new ApiClient(service.url, { 'X-API-KEY': body.key });
  };
  const ask = (api: ApiClient, route: string): Promise<ApiAnswer<{ type: string; detail: string }>> => {
    const [method = '', path = ''] = route.split(' ');
    const there = path.replaceAll(/\{\w+\}/g, 'nothing').replace(/\/?\*$/, '/nothing');
    if (['GET', 'HEAD', 'DELETE'].includes(method)) return api.send(method, there);
    return api.send(method, there, '{}', { 'Content-Type': 'application/json' });
  };
  /** What each route needs that is not open to everybody. */
  const closedRoutes = (): Map<string, readonly Scope[]> => {
    const mcp = servedRoutes(service).filter((route) => route.endsWith(` ${MCP}`) && route !== NOT_SENT);
    return new Map([
      ...withHead(Object.keys(NEEDS)).map(
        (route) => [route, NEEDS[route.replace('HEAD', 'GET')] ?? []] as const,
      ),
      ...withHead(BOARD).map((route) => [route, []] as const),
      ...mcp.map((route) => [route, MCP_SCOPES] as const),
    ]);
  };

  describe('scopes', () => {
    it('are named by every route, of which this file knows all', async () => {
      const { body } = await service.api.get<{ paths: Record<string, Record<string, unknown>> }>(
        '/openapi.json',
      );

      const documented = Object.entries(body.paths).flatMap(([path, operations]) =>
        Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
      );
      const served = servedRoutes(service).map((route) => route.replace(/ \/docs\/.*/, ' /docs/*'));
      expect(documented.sort()).toEqual([...OPEN, ...Object.keys(NEEDS)].sort());
      expect([...new Set(served)].sort()).toEqual([...ALL_OPEN, ...closedRoutes().keys(), NOT_SENT].sort());
    });

    it.each(SCOPES)('%s opens its routes and no other', async (scope) => {
      const api = await withKey({ scopes: [scope] });

      const routes = [...closedRoutes()];
      const answers = await Promise.all(routes.map(([route]) => ask(api, route)));
      const opened = routes.filter((_route, index) => answers[index]?.status !== 403);
      for (const { status, body } of answers) {
        expect(status).not.toBe(401);
        if (status === 403 && body)
          expect(body).toMatchObject({ type: 'urn:netpulse:problem:scope-missing' });
      }

      const isOpened = (needed: readonly Scope[]): boolean => scope === 'admin' || needed.includes(scope);
      expect(opened).toEqual(routes.filter(([, needed]) => isOpened(needed)));
    });

    it('that are missing are named', async () => {
      const api = await withKey({ scopes: ['jobs:read'] });

      const { status, body, headers } = await ask(api, 'POST /jobs');

      expect(status).toBe(403);
      expect(body.detail).toBe('This needs the scope jobs:write.');
      expect(headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope", scope="jobs:write"');
    });

    it('do not matter without a key: every route but those is closed', async () => {
      const stranger = service.strangerApi;
      for (const route of closedRoutes().keys())
        expect([route, (await ask(stranger, route)).status]).toEqual([route, 401]);
      for (const route of ALL_OPEN) {
        const { status } = await ask(stranger, route);
        expect([route, status]).toEqual([route, route.endsWith('*') ? 404 : 200]);
      }
    });
  });

  it('is opened to no page of another origin unless told to', async () => {
    const { headers } = await fetch(`${service.url}/health`, { headers: { Origin: 'https://a.example' } });

    const names = [...headers.keys()];
    expect(names.filter((name) => /^(access-control|ratelimit)-/.test(name))).toEqual([]);
  });

  describe('keys', () => {
    it('are shown once, and stored as a hash', async () => {
      const { status, body } = await make({ name: 'ci', scopes: ['jobs:read'] });
      const { body: listed, text } = await service.api.get<KeyDto[]>('/keys');

      expect(status).toBe(201);
      expect(body.key).toMatch(new RegExp(`^${body.prefix}_[\\w-]{43}$`));
      expect(listed[0]).toMatchObject({ id: body.id, name: 'ci', status: 'active', created_by: 'root' });
      expect(text).not.toContain(body.key);
      const { commands } = service.get(RedisConnections);
      expect(JSON.stringify(await commands.hgetall('{netpulse}:keys'))).not.toContain(body.key.slice(14));
      expect(service.log).not.toContain(body.key);
    });

    it('have idempotency keys of their own: nobody gets the job, and the output, of another one', async () => {
      const [first, second] = [
        await withKey({ scopes: ['jobs:write'] }),
        await withKey({ scopes: ['jobs:write'] }),
      ];
      const request = aJob(device);
      const headers = { 'Idempotency-Key': 'nightly-2026-12-01' };

      for (const route of ['/jobs', '/jobs/bulk']) {
        const body = route === '/jobs' ? request : { ...request, devices: [{}] };
        const answers = [first, first, second].map((api) =>
          api.post<{ id?: string; batch_id?: string }>(route, body, headers),
        );
        const [own, again, others] = (await Promise.all(answers)).map(
          ({ body: { id, batch_id: batchId } }) => id ?? batchId,
        );

        expect(again).toBe(own);
        expect(others).not.toBe(own);
        headers['Idempotency-Key'] += '-bulk';
      }
    });

    it('open as X-API-KEY and as a Bearer token, and say when they were used', async () => {
      const { body: made } = await make({ name: 'both', scopes: ['jobs:read'] });
      const bearer = new ApiClient(service.url, { Authorization: `Bearer ${made.key}` });

      expect((await bearer.get('/jobs')).status).toBe(200);
      const { body } = await service.api.get<KeyDto[]>('/keys');
      expect(body.find(({ id }) => id === made.id)).toMatchObject({ last_used_at: null });
      service.get(KeyRing).onApplicationShutdown();
      const { body: later } = await service.api.get<KeyDto[]>('/keys');
      expect(later.find(({ id }) => id === made.id)?.last_used_at).toMatch(/^20/);
    });

    it('that are revoked open nothing any more, in another process within a second', async () => {
      const { body } = await make({ name: 'short', scopes: ['jobs:read'] });
      const api = new ApiClient(service.url, { 'X-API-KEY': body.key });
      expect((await api.get('/jobs')).status).toBe(200);

      const { status } = await service.api.delete(`/keys/${body.id}`);

      expect(status).toBe(204);
      expect((await api.get('/jobs')).status).toBe(401);
      expect((await service.api.delete(`/keys/${body.id}`)).status).toBe(404);
    });

    it('that have expired say so', async () => {
      const expiresAt = new Date(Date.now() + 150).toISOString();
      const api = await withKey({ name: 'old', scopes: ['jobs:read'], expires_at: expiresAt });

      await vi.waitFor(async () => expect((await api.get('/jobs')).status).toBe(401), { timeout: 5_000 });

      expect((await api.get<{ detail: string }>('/jobs')).body.detail).toBe('The API key has expired.');
      await vi.waitFor(async () => {
        const { body } = await service.api.get<AuditRecordDto[]>('/audit?actor=old');
        expect(body[0]).toMatchObject({ status: 401, problem: 'unauthorized', action: 'GET /jobs' });
      });
    });

    it('may have a rate of their own, which counts for REST and MCP alike', async () => {
      const api = await withKey({ name: 'slow', scopes: ['jobs:read'], rate_limit: 2 });
      const other = await withKey({ name: 'quick', scopes: ['jobs:read'] });

      const { headers } = await api.get('/jobs');
      expect([headers.get('ratelimit-limit'), headers.get('ratelimit-remaining')]).toEqual(['2', '1']);
      expect((await api.post('/mcp', {})).status).not.toBe(429);
      for (const refused of [await api.get('/jobs'), await api.post('/mcp', {})]) {
        expect(refused.status).toBe(429);
        expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
      }
      expect((await other.get('/jobs')).headers.get('ratelimit-limit')).toBeNull();
    });

    it('are known, and counted, on the page of the queues', async () => {
      const weak = await withKey({ name: 'curious', scopes: ['jobs:read'], rate_limit: 1 });
      const admin = await withKey({ name: 'operator', scopes: ['admin'], rate_limit: 1 });
      const path = '/admin/queues/api/queues';

      const statuses = [];
      for (const api of [weak, admin, admin]) statuses.push((await api.get(path)).status);

      expect(statuses).toEqual([403, 200, 429]);
      await vi.waitFor(async () => {
        const { body } = await service.api.get<AuditRecordDto[]>('/audit?actor=curious');
        expect(body).toMatchObject([{ status: 403, problem: 'scope-missing', path }]);
      });
    });

    it.each([
      ['scopes', { scopes: [] }],
      ['scopes', { scopes: ['jobs'] }],
      ['expires_at', { expires_at: '2001-01-01T00:00:00Z' }],
      ['networks', { networks: ['10.*'] }],
      ['networks', { networks: [] }],
      ['networks', { scopes: ['webhooks:read'], networks: ['10.0.0.0/8'] }],
      ['rate_limit', { rate_limit: -1 }],
      ['rate_limit', { rate_limit: 1.5 }],
      ['name', { name: 'two\nlines' }],
    ])('with wrong %s are refused: %j', async (field, changes) => {
      const { status, body } = await make({ name: 'wrong', scopes: ['jobs:read'], ...changes });

      expect(status).toBe(422);
      expect(body).toMatchObject({ errors: [{ field }] });
    });
  });

  describe('a token of the OpenID Connect issuer', () => {
    const withToken = (token: string): ApiClient =>
      new ApiClient(service.url, { Authorization: `Bearer ${token}` });

    it('opens what the roles of its client may, and is written down as his', async () => {
      const api = withToken(await issuer.tokenFor('ci'));

      expect((await api.run(aJob(device))).status).toBe('finished');
      expect((await ask(api, 'GET /keys')).status).toBe(403);
      await vi.waitFor(async () => {
        const { body } = await service.api.get<AuditRecordDto[]>('/audit?actor=oidc:ci');
        expect(body.map(({ event }) => event)).toEqual(expect.arrayContaining(['request', 'job.ended']));
      });
    });

    it('without a role opens nothing', async () => {
      const api = withToken(await issuer.tokenFor('guest'));

      expect((await api.get('/jobs')).status).toBe(403);
    });

    it('that is for somebody else is refused', async () => {
      const { status, headers } = await withToken(await issuer.sign({ aud: 'another' })).get('/jobs');

      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    });
  });

  describe('npx netpulse keys', () => {
    const run = async (...args: string[]): Promise<{ code: number | null; out: string; err: string }> => {
      const environment = { NETPULSE_URL: service.url, NETPULSE_API_KEY: service.apiKey };
      const command = CommandProcess.spawn(['keys', ...args], environment);
      const code = await command.end();
      return { code, out: command.stdout, err: command.stderr };
    };

    it('makes, lists and revokes keys', async () => {
      const made = await run(
        'create',
        '--name',
        'from cli',
        '--scope',
        'jobs:read',
        '--expires',
        '1d',
        '--rate',
        '600',
      );
      const api = new ApiClient(service.url, { 'X-API-KEY': made.out.trim() });
      expect((await api.get('/jobs')).status).toBe(200);

      const id = /Key (\w+) is made/.exec(made.err)?.[1] ?? '';
      const listed = await run('list');
      expect(listed.out).toMatch(new RegExp(`^${id}  from cli +jobs:read +all +600/min +20`, 'm'));
      expect((await run('revoke', id)).out).toBe(`Key ${id} is revoked.\n`);
      expect((await api.get('/jobs')).status).toBe(401);
    });

    it('says what is wrong, and ends with 1', async () => {
      const { code, err } = await run('create', '--name', 'x', '--scope', 'everything');

      expect(code).toBe(1);
      expect(err).toMatch(/^error: scopes: each value in scopes must be one of/);
    });
  });

  describe('a key that is limited to some devices', () => {
    const LIMITED = { scopes: ['jobs:read', 'jobs:write'], networks: ['127.0.0.0/8', 'r1.lab.example'] };
    const elsewhere = (host: string): object => ({
      connection_args: { ...(aJob(device).connection_args as object), host },
    });

    it('runs jobs on these, and on no others', async () => {
      const api = await withKey(LIMITED);

      expect((await api.run(aJob(device))).status).toBe('finished');
      for (const host of ['192.0.2.1', 'localhost', '127.0.0.1.example.com']) {
        const { status, body, text } = await api.post('/jobs', { ...aJob(device), ...elsewhere(host) });
        expect(status).toBe(403);
        expect(body).toMatchObject({ type: 'urn:netpulse:problem:device-forbidden' });
        expect(text).not.toContain(host);
      }
    });

    it('takes no way around by a jump host, a test, or a bulk request', async () => {
      const api = await withKey(LIMITED);
      const args = { ...(aJob(device).connection_args as object), proxy_host: '192.0.2.1' };
      const { command: _command, ...test } = { ...aJob(device), ...elsewhere('192.0.2.1') };

      expect((await api.post('/jobs', { ...aJob(device), connection_args: args })).status).toBe(403);
      const { proxy_host: _proxy, ...direct } = args;
      const jumps = { ...direct, jump_hosts: [{ host: '127.0.0.1' }, { host: '192.0.2.1' }] };
      expect((await api.post('/jobs', { ...aJob(device), connection_args: jumps })).status).toBe(403);
      expect((await api.post('/device/exec', { ...aJob(device), ...elsewhere('192.0.2.1') })).status).toBe(
        403,
      );
      expect((await api.post('/device/test', test)).status).toBe(403);
      const { body } = await api.post<BulkAnswerDto>('/jobs/bulk', {
        ...aJob(device),
        devices: [{}, elsewhere('192.0.2.1')],
      });
      expect(body.succeeded).toHaveLength(1);
      expect(body.failed).toMatchObject([{ host: '192.0.2.1', reason: expect.stringContaining('networks') }]);
    });

    it('sees the jobs of these devices only', async () => {
      const api = await withKey(LIMITED);
      const other = await service.api.submit({ ...aJob(device), ...elsewhere('192.0.2.9'), ttl: 1 });
      const own = await api.submit(aJob(device));
      const { body: bulk } = await service.api.post<BulkAnswerDto>('/jobs/bulk', {
        ...aJob(device),
        devices: [{}],
      });

      const { body: listed } = await api.get<JobDto[]>('/jobs?limit=100');
      const { body: filtered } = await api.get<JobDto[]>('/jobs?host=192.0.2.9');

      const ids = listed.map(({ id }) => id);
      expect(ids).toContain(own.id);
      expect(ids).not.toContain(other.id);
      expect(filtered).toEqual([]);
      expect((await api.get(`/jobs/${other.id}`)).status).toBe(404);
      expect((await api.get(`/jobs/${other.id}/stream`)).status).toBe(404);
      expect((await api.delete(`/jobs/${other.id}`)).status).toBe(404);
      expect((await api.delete('/jobs?host=192.0.2.9')).body).toEqual({ canceled: 0, running: 0 });
      expect((await api.get(`/jobs/batches/${bulk.batch_id}`)).status).toBe(404);
      await service.api.delete(`/jobs/${other.id}`);
    });

    it('sees its own batches', async () => {
      const api = await withKey(LIMITED);
      const { body } = await api.post<BulkAnswerDto>('/jobs/bulk', { ...aJob(device), devices: [{}] });

      expect((await api.get(`/jobs/batches/${body.batch_id}?wait=10`)).body).toMatchObject({
        counts: { finished: 1 },
      });
    });
  });
});
