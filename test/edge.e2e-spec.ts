import type { NewKeyDto } from '../src/auth/keys/key.dto.js';
import { ApiClient } from './harness/api-client.js';
import { RunningService } from './harness/running-service.js';

const PAGE = 'https://noc.example.com';

describe('the edge', () => {
  let service: RunningService;

  beforeAll(async () => {
    service = await RunningService.start({ environment: { NETPULSE_CORS_ORIGINS: `${PAGE},http://a:8080` } });
  });
  afterAll(() => service.stop());

  it.each(['/jobs', '/health', '/nothing'])('lets nothing of %s run in a browser', async (path) => {
    const { headers } = await service.api.get(path);

    expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it('lets pages have what they need, and no more', async () => {
    const policyOf = async (path: string): Promise<string> =>
      (await service.strangerApi.get(path)).headers.get('content-security-policy') ?? '';

    expect(await policyOf('/console')).toContain("require-trusted-types-for 'script'");
    expect(await policyOf('/docs')).toMatch(/script-src 'self' 'sha256-[\w+/=]{44}';/);
  });

  it('opens the API to pages of the origins that the operator named, and to no other', async () => {
    const preflight = (origin: string): Promise<Response> =>
      fetch(`${service.url}/jobs`, {
        method: 'OPTIONS',
        headers: {
          Origin: origin,
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'x-api-key',
        },
      });

    const allowed = await preflight(PAGE);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(PAGE);
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('opens it to none unless told to, and limits requests by key if it is to', async () => {
    const closed = await RunningService.start({ environment: { NETPULSE_RATE_LIMIT: '5' } });
    const { headers } = await fetch(`${closed.url}/health`, { headers: { Origin: PAGE } });
    const { body } = await closed.api.post<NewKeyDto>('/keys', { name: 'busy', scopes: ['jobs:read'] });
    const busy = new ApiClient(closed.url, { 'X-API-KEY': body.key });
    const allowed = await Promise.all(Array.from({ length: 5 }, () => busy.get('/jobs')));
    const refused = await busy.get('/jobs/any');
    const others = await closed.api.get('/jobs');
    const open = await Promise.all(Array.from({ length: 6 }, () => closed.strangerApi.get('/health')));
    await closed.stop();

    expect(allowed.map(({ status }) => status)).toEqual(allowed.map(() => 200));
    const left = allowed.map((answer) => Number(answer.headers.get('ratelimit-remaining')));
    expect(left.sort()).toEqual([0, 1, 2, 3, 4]);
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({ type: 'urn:netpulse:problem:rate-limited' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
    expect(refused.headers.get('ratelimit-limit')).toBe('5');
    expect(others.status).toBe(200);
    expect(open.map(({ status }) => status)).toEqual(open.map(() => 200));

    expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});
