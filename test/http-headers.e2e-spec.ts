import { RunningService } from './harness/running-service.js';

const PAGE = 'https://noc.example.com';

describe('the headers of answers', () => {
  let service: RunningService;

  beforeAll(async () => {
    service = await RunningService.start({ environment: { NETPULSE_CORS_ORIGINS: `${PAGE},http://a:8080` } });
  });
  afterAll(() => service.stop());

  it.each(['/jobs', '/health', '/nothing'])('let nothing of %s run in a browser', async (path) => {
    const { headers } = await service.api.get(path);

    expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it('let pages have what they need, and no more', async () => {
    const policyOf = async (path: string): Promise<string> =>
      (await service.strangerApi.get(path)).headers.get('content-security-policy') ?? '';

    expect(await policyOf('/console')).toContain("require-trusted-types-for 'script'");
    expect(await policyOf('/docs')).toMatch(/script-src 'self' 'sha256-[\w+/=]{44}';/);
  });

  it('open the API to pages of the origins that the operator named, and to no other', async () => {
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

  it('open it to none unless told to', async () => {
    const closed = await RunningService.start();
    const { headers } = await fetch(`${closed.url}/health`, { headers: { Origin: PAGE } });
    await closed.stop();

    expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});
