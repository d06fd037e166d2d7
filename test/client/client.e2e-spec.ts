import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as clientPackage from '../../client/src/package-entry.js';
import { ConnectionError, TimeoutError, UnexpectedAnswerError } from '../../client/src/netpulse-error.js';
import { NetPulse, type NetPulseOptions } from '../../client/src/netpulse.js';
import { ProblemError } from '../../client/src/problem-error.js';
import { WaitTimeoutError } from '../../client/src/wait.js';
import { verifyWebhook } from '../../client/src/webhook/verify-webhook.js';
import type { JobRequest } from '../../client/src/jobs.js';
import { REPOSITORY } from '../docs/chapters.js';
import { startBrowser, whyNoBrowser } from '../harness/browser.js';
import { aJob } from '../harness/job-requests.js';
import { RunningService } from '../harness/running-service.js';
import { SshDevice } from '../lab/ssh-device/ssh-device.js';
import { WebhookReceiver } from '../lab/webhook-receiver/webhook-receiver.js';

const reason = whyNoBrowser();
if (reason !== undefined) console.warn(`!! The client is NOT TESTED in a browser: ${reason}`);

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

describe('the client, against a running service', () => {
  let service: RunningService;
  let device: SshDevice;
  let receiver: WebhookReceiver;
  let netpulse: NetPulse;

  beforeAll(async () => {
    [service, device, receiver] = await Promise.all([
      RunningService.start(),
      SshDevice.start({ commands: { 'show version': 'Version 15.2', 'show slow': 'done' } }),
      WebhookReceiver.start(),
    ]);
    netpulse = new NetPulse({ url: service.url, apiKey: service.apiKey });
  });
  afterAll(() => Promise.all([service.stop(), device.stop(), receiver.stop()]));
  afterEach(() => receiver.clear());

  const request = (changes: object = {}): JobRequest => aJob(device, { ...changes }) as unknown as JobRequest;

  it('runs a command and returns the ended job', async () => {
    const job = await netpulse.exec(request());

    expect(job).toMatchObject({ status: 'finished', result: { retval: [{ stdout: 'Version 15.2' }] } });
  });

  it("returns a job that failed as such: the failure is the device's, not the call's", async () => {
    const job = await netpulse.exec(request({ command: 'show nonsense' }));

    expect(job).toMatchObject({ status: 'failed', result: { error: { type: 'CommandRejected' } } });
  });

  it.each([
    ['basic', SECRET, { kind: 'basic', payload: { result: 'Version 15.2' } }],
    ['event', SECRET, { kind: 'event', payload: { event_type: 'job.completed', driver: 'netmiko' } }],
    ['standard', SECRET, { kind: 'standard', payload: { type: 'job.completed', data: { final: true } } }],
    ['cloudevents', SECRET, { kind: 'cloudevents', payload: { specversion: '1.0' } }],
  ])('verifies a real webhook of the caller %s, and knows its kind', async (name, secret, expected) => {
    await netpulse.exec(request({ webhook: { url: receiver.url(), name, secret } }));
    const { body, headers } = await receiver.next();

    const webhook = await verifyWebhook(body, headers, secret);

    expect(webhook).toMatchObject({ ...expected, webhookId: headers['webhook-id'] });
  });

  it('lists jobs over pages, in order and each once', async () => {
    const { succeeded, batch_id } = await netpulse.jobs.submitMany({
      ...request(),
      devices: Array.from({ length: 7 }, () => ({})),
    });
    const batch = await netpulse.jobs.waitForBatch(batch_id);

    const listed: string[] = [];
    for await (const { id } of netpulse.jobs.list({ batch: batch_id, limit: 3 })) listed.push(id);

    expect(batch).toMatchObject({ status: 'ended', total: 7 });
    expect(listed).toEqual(succeeded.map(({ id }) => id).reverse());
    expect(await netpulse.jobs.list({ batch: batch_id, limit: 2 }).take(3)).toHaveLength(3);
  });

  it('throws what the service refuses, with each wrong field', async () => {
    const refusal = netpulse.jobs.submit(request({ ttl: 0, webhook: { url: 7 } }));

    await expect(refusal).rejects.toThrow(ProblemError);
    await expect(refusal).rejects.toMatchObject({
      status: 422,
      code: 'invalid',
      type: 'urn:netpulse:problem:invalid',
      errors: expect.arrayContaining([expect.objectContaining({ field: 'webhook.url' })]),
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    await expect(netpulse.jobs.get('none')).rejects.toMatchObject({ status: 404, code: 'not-found' });
  });

  it('refuses a wrong key as the service does, and does not tell the key', async () => {
    const stranger = new NetPulse({ url: service.url, apiKey: 'a-wrong-key' });

    const refusal = stranger.workers.list();

    await expect(refusal).rejects.toMatchObject({ status: 401, code: 'unauthorized' });
    await expect(refusal).rejects.not.toThrow('a-wrong-key');
  });

  it('submits a job once for one Idempotency-Key, and twice without', async () => {
    const [first, again] = [
      await netpulse.jobs.submit(request(), { idempotencyKey: 'k1' }),
      await netpulse.jobs.submit(request(), { idempotencyKey: 'k1' }),
    ];
    const other = await netpulse.jobs.submit(request());

    expect(again.id).toBe(first.id);
    expect(other.id).not.toBe(first.id);
  });

  it('stops waiting in time, and the job goes on', async () => {
    device.behavior.delayMs = 600;
    const { id } = await netpulse.jobs.submit(request({ command: 'show slow' }));

    await expect(netpulse.jobs.wait(id, { withinMs: 100 })).rejects.toThrow(WaitTimeoutError);

    device.behavior.delayMs = 0;
    expect((await netpulse.jobs.wait(id)).status).toBe('finished');
  });

  it('stops a wait at once when it is aborted', async () => {
    device.behavior.delayMs = 3_000;
    const { id } = await netpulse.jobs.submit(request({ command: 'show slow' }));
    const reason = new Error('enough');

    const startedAt = performance.now();
    const wait = netpulse.jobs.wait(id, { signal: AbortSignal.timeout(100) });
    const second = new AbortController();
    const other = netpulse.jobs.wait(id, { signal: second.signal });
    second.abort(reason);

    await expect(other).rejects.toBe(reason);
    await expect(wait).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(performance.now() - startedAt).toBeLessThan(2_500);
    device.behavior.delayMs = 0;
    await netpulse.jobs.wait(id);
  });

  it('reads the delivery log, and resends', async () => {
    const { id } = await netpulse.exec(request({ webhook: { url: receiver.url() } }));
    await receiver.next();
    const find = () => netpulse.deliveries.list({ job_id: id, status: 'delivered' }).take(1);
    await expect.poll(find).toHaveLength(1);
    const [delivery] = await find();

    await netpulse.deliveries.resend(delivery?.id ?? '');

    await receiver.next();
    expect(receiver.requests).toHaveLength(2);
  });

  it('tells the workers, tests a device, and calls any operation of the document', async () => {
    const { connection_args, driver } = request();

    const [worker] = await netpulse.workers.list();
    const test = await netpulse.testDevice({ driver, connection_args, timeout: 5 });
    const destinations = await netpulse.call('get', '/webhooks/destinations', { query: { limit: 1 } });

    expect(worker?.status).toBeTypeOf('string');
    expect(test).toMatchObject({ ok: true, error: null });
    expect(destinations).toHaveLength(1);
  });
});

const APP = `<!doctype html><title>app</title><link rel="icon" href="data:,">
  <script type="module">import * as client from '/package-entry.js'; window.client = client;</script>`;
interface AppWindow {
  readonly client: typeof clientPackage;
}

describe.skipIf(reason !== undefined)('the client in a browser', () => {
  it('runs a job on a page of another origin, tells a refusal, and verifies a webhook', async () => {
    const folder = buildClient();
    const app = await serve(folder);
    const [service, device, receiver, browser] = await Promise.all([
      RunningService.start({ environment: { NETPULSE_CORS_ORIGINS: app.url } }),
      SshDevice.start({ commands: { 'show version': 'Version 15.2' } }),
      WebhookReceiver.start(),
      startBrowser(),
    ]);
    onTestFinished(async () => {
      await browser.close();
      await Promise.all([service.stop(), device.stop(), receiver.stop(), app.stop()]);
      rmSync(folder, { recursive: true });
    });
    const request = aJob(device, { webhook: { url: receiver.url(), name: 'event', secret: SECRET } });
    const page = await browser.newPage();
    await page.goto(`${app.url}/`);
    await page.waitForFunction('window.client');

    const seen = await page.evaluate(
      async ({ url, apiKey, job }) => {
        const { NetPulse, ProblemError } = (globalThis as unknown as AppWindow).client;
        const netpulse = new NetPulse({ url, apiKey });
        const { status, result } = await netpulse.exec(job);
        const refusal = await netpulse.jobs.get('none').catch((error: unknown) => error);
        return {
          status,
          said: result?.retval[0]?.stdout,
          refusal: refusal instanceof ProblemError && refusal.code,
        };
      },
      { url: service.url, apiKey: service.apiKey, job: request as unknown as JobRequest },
    );
    const { body, headers } = await receiver.next();
    const webhook = await page.evaluate(
      ({ text, fields, secret }) => {
        return (globalThis as unknown as AppWindow).client.verifyWebhook(text, fields, secret);
      },
      { text: body.toString(), fields: headers, secret: SECRET },
    );

    expect(seen).toEqual({ status: 'finished', said: 'Version 15.2', refusal: 'not-found' });
    expect(webhook).toMatchObject({ kind: 'event', payload: { event_type: 'job.completed' } });
  });

  /** As its package has it. */
  function buildClient(): string {
    const folder = mkdtempSync(join(tmpdir(), 'netpulse-client-'));
    const tsc = join(REPOSITORY, 'node_modules/typescript-native/bin/tsc');
    execFileSync(process.execPath, [tsc, '-p', join(REPOSITORY, 'client'), '--outDir', folder]);
    return folder;
  }

  /** An application of somebody's, on an origin of its own. */
  async function serve(folder: string): Promise<{ url: string; stop: () => Promise<unknown> }> {
    const server = createServer(({ url = '/' }, response) => {
      const isPage = url === '/';
      response.writeHead(200, { 'Content-Type': isPage ? 'text/html' : 'text/javascript' });
      response.end(isPage ? APP : readFileSync(join(folder, url)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const stop = (): Promise<unknown> => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    };
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
  }
});

describe('the client, when all is not well', () => {
  let server: Server;
  let requests: IncomingMessage[];
  let answers: RequestListener[];

  beforeEach(async () => {
    requests = [];
    answers = [];
    server = createServer((request, response) => {
      requests.push(request);
      request.resume();
      (answers.shift() ?? json(200, { id: 'x', ended_at: null }))(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const json =
    (status: number, body: object, headers: Record<string, string> = {}): RequestListener =>
    (_request, response) =>
      void response
        .writeHead(status, { 'Content-Type': 'application/json', ...headers })
        .end(JSON.stringify(body));
  const refuse = (status: number, retryAfter?: string): RequestListener => {
    const problem = {
      type: `urn:netpulse:problem:p${status}`,
      status,
      title: 't',
      detail: 'd',
      request_id: 'r',
    };
    return json(status, problem, retryAfter === undefined ? {} : { 'Retry-After': retryAfter });
  };
  const cut: RequestListener = (request) => void request.socket.destroy();
  const client = (options: Partial<NetPulseOptions> = {}) =>
    new NetPulse({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/behind/`,
      apiKey: 'k',
      ...options,
    });
  const anyJob: JobRequest = { driver: 'netmiko', connection_args: {} };

  it('repeats a submit whose answer was lost, with the same Idempotency-Key, under the path of a proxy', async () => {
    answers.push(cut, refuse(503, '0'), refuse(429, '0'));

    await client().jobs.submit(anyJob);

    const keys = requests.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(4);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(requests[0]).toMatchObject({ url: '/behind/jobs', headers: { authorization: 'Bearer k' } });
  });

  it('waits as long as Retry-After says', async () => {
    answers.push(refuse(503, '1'));
    const startedAt = performance.now();

    await client().jobs.get('x');

    expect(performance.now() - startedAt).toBeGreaterThan(990);
  });

  it.each([
    ['does not repeat what is not safe to repeat after 503', 503, 'resend', 1],
    ['repeats anything after 429: nothing was done', 429, 'resend', 2],
    ['does not repeat a refusal', 422, 'get', 1],
    ['does not repeat a failure of the service itself', 500, 'get', 1],
  ] as const)('%s', async (_what, status, call, expected) => {
    answers.push(refuse(status, '0'));

    await client()
      .deliveries[call]('x')
      .catch(() => undefined);

    expect(requests).toHaveLength(expected);
  });

  it('throws the refusal after three repetitions, or when the wait asked for is too long', async () => {
    answers.push(...Array.from({ length: 9 }, () => refuse(503, '0')));
    await expect(client().jobs.get('x')).rejects.toMatchObject({ status: 503, retryAfterSeconds: 0 });
    expect(requests).toHaveLength(4);

    answers = [refuse(503, '61')];
    await expect(client().jobs.get('x')).rejects.toMatchObject({ status: 503, retryAfterSeconds: 61 });
    expect(requests).toHaveLength(5);
  });

  it('says so when there is no answer in time, none at all, or none of a NetPulse', async () => {
    const impatient = client({ timeoutMs: 100, retries: { maxRetries: 0 } });
    answers.push(
      () => undefined,
      cut,
      (_request, response) => void response.end('<html>'),
    );

    await expect(impatient.jobs.get('x')).rejects.toThrow(TimeoutError);
    await expect(impatient.jobs.get('x')).rejects.toThrow(ConnectionError);
    await expect(impatient.jobs.get('x')).rejects.toThrow(UnexpectedAnswerError);
  });

  it('follows no redirect: its key is for this service', async () => {
    answers.push((_request, response) => void response.writeHead(302, { Location: '/elsewhere' }).end());

    await expect(client({ retries: { maxRetries: 0 } }).jobs.get('x')).rejects.toThrow(ConnectionError);
    expect(requests).toHaveLength(1);
  });

  it('stops the wait before a repetition when it is aborted', async () => {
    answers.push(refuse(503, '30'));
    const { signal } = { signal: AbortSignal.timeout(100) };

    await expect(client().jobs.get('x', { signal })).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it.each(['ftp://127.0.0.1', 'http://user:secret@127.0.0.1', 'nowhere'])('refuses the URL %s', (url) => {
    expect(() => new NetPulse({ url, apiKey: 'k' })).toThrow(TypeError);
  });

  it('asks for the key before each attempt when it is given by a function', async () => {
    let number = 0;
    answers.push(refuse(429, '0'));

    await client({ apiKey: async () => `key-${(number += 1)}` }).jobs.get('x');

    expect(requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer key-1', 'Bearer key-2']);
  });
});
