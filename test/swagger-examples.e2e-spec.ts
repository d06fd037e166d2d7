import type { Browser, Locator, Page } from 'playwright-core';
import { startBrowser, whyNoBrowser } from './harness/browser.js';
import { RunningService } from './harness/running-service.js';

interface ApiDocument {
  readonly paths: Record<string, Record<string, Operation>>;
}
interface Operation {
  readonly operationId: string;
  readonly tags?: readonly string[];
  readonly requestBody?: { readonly content: Record<string, { example?: object; examples?: object }> };
}

/** A browser that draws eleven answers on a busy machine. */
const BROWSER_MS = 60_000;

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

  function operations(): { route: string; operation: Operation }[] {
    return Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        route: `${method.toUpperCase()} ${path}`,
        operation,
      })),
    );
  }
});

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
