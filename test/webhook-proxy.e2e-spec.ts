import { EgressPolicy } from '../src/webhooks/egress/egress-policy.js';
import { ExchangeTrace } from '../src/webhooks/http/exchange-trace.js';
import { GuardedAgents } from '../src/webhooks/http/guarded-agents.js';
import { webhookHttpService } from '../src/webhooks/http/webhook-axios.js';
import type { AttemptDto } from '../src/webhooks/log/attempt.dto.js';
import { WebhookHttpClient } from '../src/webhooks/webhook-http.client.js';
import { RunningService } from './harness/running-service.js';
import { ConnectProxy } from './lab/connect-proxy/connect-proxy.js';
import { aWebhook } from './lab/webhook-receiver/a-webhook.js';
import { selfSigned } from './lab/webhook-receiver/certificates.js';
import { textOf } from './lab/webhook-receiver/received-request.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';

describe('webhooks through a proxy', () => {
  let proxy: ConnectProxy;
  let receiver: WebhookReceiver;

  beforeAll(async () => {
    [proxy, receiver] = await Promise.all([ConnectProxy.start('me:proxy-secret'), WebhookReceiver.start()]);
  });
  afterAll(() => Promise.all([proxy.stop(), receiver.stop()]));
  beforeEach(() => {
    proxy.targets.length = 0;
    proxy.refusal = null;
    receiver.clear();
  });

  const proxyUrl = (login = 'me:proxy-secret@') => `http://${login}127.0.0.1:${proxy.port}`;

  async function withService(
    environment: Record<string, string>,
    use: (send: (url: string) => Promise<AttemptDto>, service: RunningService) => Promise<void>,
  ): Promise<void> {
    const service = await RunningService.start({ environment });
    try {
      await use(async (url) => {
        const { body } = await service.api.post<AttemptDto>('/webhooks/test', { webhook: { url } });
        return body;
      }, service);
    } finally {
      await service.stop();
    }
  }

  it('go to the address that was judged, which is dialled by the proxy, and keep the tunnel', async () => {
    await withService({ NETPULSE_WEBHOOK_PROXY: proxyUrl() }, async (send, service) => {
      const first = await send(receiver.url('/one', 'localhost'));
      const second = await send(receiver.url('/two', 'localhost'));

      expect([first.error, second.error]).toEqual([null, null]);
      expect(first).toMatchObject({ status_code: 200, address: '127.0.0.1', connection_reused: false });
      expect(first.timing).toMatchObject({
        dns_ms: expect.any(Number),
        connect_ms: expect.any(Number),
        tls_ms: null,
      });
      expect(second).toMatchObject({ connection_reused: true, timing: { dns_ms: null, connect_ms: null } });
      // IPv6 may come first, where nobody listens.
      expect(proxy.targets.filter((target) => target !== `[::1]:${receiver.port}`)).toEqual([
        `127.0.0.1:${receiver.port}`,
      ]);
      const [request] = receiver.requests;
      expect(request?.headers.host).toBe(`localhost:${receiver.port}`);
      expect(request?.headers).not.toHaveProperty('proxy-authorization');
      expect(service.log).not.toContain('proxy-secret');
    });
  });

  it('are refused by the policy before the proxy hears of them, though the proxy itself is in a denied range', async () => {
    const environment = { NETPULSE_WEBHOOK_PROXY: proxyUrl(), NETPULSE_WEBHOOK_DENY: '127.0.0.0/8,::1' };
    await withService(environment, async (send) => {
      const attempt = await send(receiver.url('/', 'localhost'));
      expect(attempt).toMatchObject({ error: { code: 'egress_blocked' }, address: null });
      expect(proxy.targets).toEqual([]);
    });
  });

  it('fail when the proxy refuses, cannot be reached or wants another login, and say which', async () => {
    await withService({ NETPULSE_WEBHOOK_PROXY: proxyUrl() }, async (send) => {
      proxy.refusal = 403;
      expect((await send(receiver.url())).error).toEqual({
        code: 'connect',
        message: 'The proxy opened no connection to the destination: 403',
      });
    });
    await withService({ NETPULSE_WEBHOOK_PROXY: proxyUrl('') }, async (send) => {
      expect((await send(receiver.url())).error?.message).toBe(
        'The proxy opened no connection to the destination: 407',
      );
    });
    await withService({ NETPULSE_WEBHOOK_PROXY: 'http://127.0.0.1:1' }, async (send) => {
      expect((await send(receiver.url())).error?.message).toBe(
        'No connection through the proxy (ECONNREFUSED)',
      );
    });
    expect(receiver.requests).toHaveLength(0);
  });

  it('go straight when none is set, whatever the environment says', async () => {
    for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy']) {
      vi.stubEnv(name, proxyUrl());
    }
    vi.stubEnv('NODE_USE_ENV_PROXY', '1');
    try {
      await withService({}, async (send) => {
        expect(await send(receiver.url())).toMatchObject({ status_code: 200, address: '127.0.0.1' });
        expect(proxy.targets).toEqual([]);
      });
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('speak TLS with the destination inside the tunnel, and judge its certificate by its name', async () => {
    const certificate = await selfSigned(['DNS:localhost']);
    const secure = await WebhookReceiver.start({ tls: certificate });
    const policy = new EgressPolicy({ host: '127.0.0.1', webhookAllow: [], webhookDeny: [] });
    const agents = new GuardedAgents(policy, [certificate.cert], { webhookProxy: proxyUrl() });
    const client = new WebhookHttpClient(webhookHttpService(agents));
    const trace = new ExchangeTrace();
    const send = (host: string) =>
      client.send(
        {
          webhook: aWebhook(secure.url('/tls', host)),
          deliveryId: 'x',
          signal: AbortSignal.timeout(5_000),
          trace,
        },
        { body: 'sent' },
      );

    expect(await send('localhost')).toMatchObject({ statusCode: 200 });
    expect(trace.record()).toMatchObject({ address: '127.0.0.1', tlsMs: expect.any(Number) });
    await expect(send('127.0.0.1')).rejects.toMatchObject({ code: 'tls' });

    expect(secure.requests.map(textOf)).toEqual(['sent']);
    expect(proxy.targets).toContain(`127.0.0.1:${secure.port}`);
    agents.onApplicationShutdown();
    await secure.stop();
  });
});
