import { randomUUID } from 'node:crypto';
import type { Browser, Locator, Page } from 'playwright-core';
import type { NewKeyDto } from '../src/auth/keys/key.dto.js';
import { MAX_SECRETS } from '../src/webhooks/rules/secret-rule.js';
import { ApiClient, type ApiAnswer } from './harness/api-client.js';
import { startBrowser, whyNoBrowser } from './harness/browser.js';
import { RunningService } from './harness/running-service.js';
import { freePort } from './lab/free-port.js';

interface ApiDocument {
  readonly paths: Record<string, Record<string, Operation>>;
}
interface Operation {
  readonly operationId: string;
  readonly tags?: readonly string[];
  readonly requestBody?: { readonly content: Record<string, { example?: object; examples?: object }> };
  readonly responses: Record<
    string,
    {
      readonly description: string;
      readonly content?: Record<string, { readonly example?: { readonly request_id: string } }>;
    }
  >;
}
const PROBLEM = 'application/problem+json';
/** What Redis or a full house would have to bring about. */
const NOT_PROVOKED = ['429', '503'];
const FULL = ['409 POST /keys', '409 POST /webhooks/subscriptions'];

/** A browser that draws eleven answers on a busy machine. */
const BROWSER_MS = 60_000;

/** More than NETPULSE_MAX_BODY is by default. */
const TOO_LONG = 11 * 1_024 * 1_024;

const reason = whyNoBrowser();
if (reason !== undefined) console.warn(`!! Swagger UI's examples are NOT TRIED in a browser: ${reason}`);

describe('the examples of a service without any setting', () => {
  let service: RunningService;
  let document: ApiDocument;

  beforeAll(async () => {
    service = await RunningService.start();
    document = (await service.api.get<ApiDocument>('/openapi.json')).body;
  });
  afterAll(() => service.stop());

  it('are there for each body', () => {
    const bare = operations().filter(({ operation }) => {
      const body = operation.requestBody?.content['application/json'];
      return operation.requestBody !== undefined && !body?.example && !body?.examples;
    });

    expect(bare.map(({ route }) => route)).toEqual([]);
  });

  it('are there for each problem, with what it means', () => {
    const bare = operations().flatMap(({ route, operation }) =>
      Object.entries(operation.responses).flatMap(([status, { description, content }]) =>
        content?.[PROBLEM] && !(content[PROBLEM].example && description) ? [`${status} ${route}`] : [],
      ),
    );

    expect(bare).toEqual([]);
  });

  it('of problems are what is answered', async () => {
    const { body } = await service.api.post<NewKeyDto>('/keys', { name: 'weak', scopes: ['mcp:commands'] });
    const weakApi = new ApiClient(service.url, { 'X-API-KEY': body.key });
    const [conflicts, subscriptionId] = await provokeConflicts();
    // Judged before the route is: once is enough.
    let tooLarge: Promise<ApiAnswer<unknown>> | undefined;

    const provoke = async (status: string, route: string, operation: Operation): Promise<unknown> => {
      const [method = '', template = ''] = route.split(' ');
      // Its change is judged together with what it changes.
      const id = status === '422' && method === 'PATCH' ? subscriptionId : 'nothing';
      const path = template.replaceAll(/\{\w+\}/g, id);
      const example = operation.requestBody?.content['application/json']?.example ?? {};
      const send = (api: ApiClient, text: string, type = 'application/json'): Promise<ApiAnswer<unknown>> =>
        operation.requestBody
          ? api.send(method, path, text, { 'Content-Type': type })
          : api.send(method, route === 'DELETE /jobs' ? `${path}?batch=${randomUUID()}` : path);
      const good = JSON.stringify(example);
      switch (status) {
        case '400':
          if (operation.requestBody) return (await send(service.api, '{')).body;
          return (await service.api.send(method, template.replace(/\{\w+\}/, '%zz'))).body;
        case '401':
          return (await send(service.strangerApi, good)).body;
        case '403':
          return (await send(weakApi, good)).body;
        case '404':
          return (await send(service.api, good)).body;
        case '409':
          return conflicts[route];
        case '413':
          return (await (tooLarge ??= send(service.api, 'x'.repeat(TOO_LONG)))).body;
        case '415':
          return (await send(service.api, good, 'text/plain')).body;
        case '422':
          if (!operation.requestBody) return (await service.api.send(method, `${path}?no_such_field=1`)).body;
          return (await send(service.api, JSON.stringify(spoilt(example)))).body;
        default:
          throw new Error(`No way to provoke ${status} is known`);
      }
    };
    const seen = await Promise.all(
      operations().flatMap(({ route, operation }) =>
        Object.entries(operation.responses).flatMap(([status, { content }]) => {
          const example = content?.[PROBLEM]?.example;
          const name = `${status} ${route}`;
          if (!example || NOT_PROVOKED.includes(status) || FULL.includes(name)) return [];
          return [provoke(status, route, operation).then((answer) => ({ name, example, answer }))];
        }),
      ),
    );

    expect(seen.length).toBeGreaterThan(150);
    expect(
      seen.map(({ name, example, answer }) => ({
        name,
        ...(answer as object),
        request_id: example.request_id,
      })),
    ).toEqual(seen.map(({ name, example }) => ({ name, ...example })));
  });

  describe.skipIf(reason !== undefined)('in a browser', () => {
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      browser = await startBrowser();
      page = await browser.newPage();
      // Whose device the document's address may be where the tests run is not known: nobody's is asked for.
      await page.route(`${service.url}/**`, async (route) => {
        const sent = route.request().postData();
        await route.continue(sent === null ? {} : { postData: sent.replaceAll('192.168.1.1', '127.0.0.1') });
      });
    });
    afterAll(() => browser.close());

    it(
      'are taken at the first click, wherever no id is asked for',
      async () => {
        await page.goto(`${service.url}/docs#key=${service.apiKey}`);
        await page.locator('.auth-wrapper .locked').waitFor();
        const posts = operations().filter(({ route, operation }) => {
          return route.startsWith('POST ') && !route.includes('{') && operation.requestBody !== undefined;
        });

        const statuses = await firstClicks(
          page,
          posts.map(({ operation }) => operation),
        );

        const answers = Object.fromEntries(posts.map(({ route }, index) => [route, statuses[index]]));
        expect(answers).toEqual({
          'POST /device/bulk': '201',
          'POST /device/exec': '201',
          'POST /device/test': '200',
          'POST /jobs': '202',
          'POST /jobs/bulk': '202',
          'POST /keys': '201',
          'POST /template/parse': '200',
          'POST /template/render': '200',
          'POST /webhooks/deliveries/resend': '200',
          'POST /webhooks/subscriptions': '201',
          'POST /webhooks/test': '200',
        });
      },
      BROWSER_MS,
    );
  });

  /** What is answered where something stands in the way, by route; and a subscription. */
  async function provokeConflicts(): Promise<[answers: Record<string, unknown>, subscriptionId: string]> {
    const { api } = service;
    const [closed, secret] = [await freePort(), { overlap: 3_600 }];
    const job = await api.run({
      driver: 'netmiko',
      connection_args: {
        device_type: 'cisco_ios',
        host: '127.0.0.1',
        port: closed,
        username: 'a',
        password: 'b',
      },
      command: 'show version',
      webhook: { url: `http://127.0.0.1:${closed}/`, max_retries: 1, retry_intervals: [600] },
    });
    const { body: recovery } = await api.post<{ id: string }>('/webhooks/deliveries/resend', {
      since: new Date().toISOString(),
    });
    const { body: subscription } = await api.post<{ id: string }>('/webhooks/subscriptions', {
      url: 'http://127.0.0.1:9/',
    });
    const rotations = `/webhooks/subscriptions/${subscription.id}/rotate-secret`;
    const ended = async (path: string): Promise<unknown> => {
      const { body } = await api.get<{ status: string }>(path);
      return body.status;
    };
    await vi.waitFor(async () => expect(await ended(`/webhooks/recoveries/${recovery.id}`)).toBe('finished'));
    await vi.waitFor(async () =>
      expect(await ended(`/webhooks/deliveries/${job.id}_failed`)).toBe('retrying'),
    );
    let rotated: unknown;
    for (let count = 0; count <= MAX_SECRETS; count++) rotated = (await api.post(rotations, secret)).body;
    const answers = {
      'DELETE /jobs/{id}': (await api.delete(`/jobs/${job.id}`)).body,
      'DELETE /webhooks/recoveries/{id}': (await api.delete(`/webhooks/recoveries/${recovery.id}`)).body,
      'POST /webhooks/deliveries/{id}/resend': (
        await api.post(`/webhooks/deliveries/${job.id}_failed/resend`, {})
      ).body,
      'POST /webhooks/subscriptions/{id}/rotate-secret': rotated,
    };
    return [answers, subscription.id];
  }

  function operations(): { route: string; operation: Operation }[] {
    return Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        route: `${method.toUpperCase()} ${path}`,
        operation,
      })),
    );
  }
});

/** With one fault: in the webhook, if there is one. */
function spoilt(example: object): object {
  if (!('webhook' in example)) return { ...example, no_such_field: 1 };
  return { ...example, webhook: { ...(example.webhook as object), timeout: 1_000 } };
}

/** Opens and executes all of them at once, for a page that is drawn anew at each step is slow; their status codes, in order. */
async function firstClicks(page: Page, operations: readonly Operation[]): Promise<string[]> {
  const sections = operations.map(
    ({ operationId, tags = [] }) => `#operations-${tags[0]?.replaceAll(' ', '_')}-${operationId}`,
  );
  const each = (inner: string): string => sections.map((section) => `${section} ${inner}`).join(', ');
  await clickAll(page.locator(each('.opblock-summary-control')), sections.length);
  await clickAll(page.locator(each('button.execute')), sections.length);
  return Promise.all(
    sections.map(async (section) => {
      const status = page.locator(`${section} .live-responses-table .response-col_status`).nth(1);
      return (await status.innerText()).slice(0, 3);
    }),
  );
}

/** What is unfolded already, as the page that comes with a key has one, stays so. */
async function clickAll(buttons: Locator, count: number): Promise<void> {
  await buttons.nth(count - 1).waitFor();
  await buttons.evaluateAll((found) =>
    found
      .filter((button) => button.getAttribute('aria-expanded') !== 'true')
      .forEach((button) => button.dispatchEvent(new Event('click', { bubbles: true }))),
  );
}
