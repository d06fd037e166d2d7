import type { NewKeyDto } from '../src/auth/keys/key.dto.js';
import { ApiClient } from './harness/api-client.js';
import { RunningService } from './harness/running-service.js';

const PAGE = 'https://noc.example.com';
/** Requests a minute and key. */
const LIMIT = 10;

describe('the edge', () => {
  let service: RunningService;

  beforeAll(async () => {
    const environment = {
      NETPULSE_CORS_ORIGINS: `${PAGE},http://a:8080`,
      NETPULSE_RATE_LIMIT: String(LIMIT),
      NETPULSE_MCP: 'false',
    };
    service = await RunningService.start({ environment });
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

  it('answers no Model Context Protocol when told not to', async () => {
    expect((await service.strangerApi.post('/mcp', {})).status).toBe(404);
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

  it('limits the requests of a key, whatever they are for, and of nobody else', async () => {
    const { body } = await service.api.post<NewKeyDto>('/keys', { name: 'busy', scopes: ['jobs:read'] });
    const busy = new ApiClient(service.url, { 'X-API-KEY': body.key });

    const allowed = await Promise.all(Array.from({ length: LIMIT }, () => busy.get('/jobs')));
    const refused = await busy.get('/jobs/any');
    const others = await service.api.get('/jobs');
    const open = await Promise.all(
      Array.from({ length: LIMIT + 1 }, () => service.strangerApi.get('/health')),
    );

    expect(allowed.map(({ status }) => status)).toEqual(allowed.map(() => 200));
    const left = allowed.map((answer) => Number(answer.headers.get('ratelimit-remaining')));
    expect(left.sort((a, b) => a - b)).toEqual(allowed.map((_answer, index) => index));
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({ type: 'urn:netpulse:problem:rate-limited' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(30);
    expect(refused.headers.get('ratelimit-limit')).toBe(String(LIMIT));
    expect(others.status).toBe(200);
    expect(open.map(({ status }) => status)).toEqual(open.map(() => 200));
  });
});
