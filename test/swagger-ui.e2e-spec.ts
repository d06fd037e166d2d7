import type { Browser, Page } from 'playwright-core';
import { startBrowser, whyNoBrowser } from './harness/browser.js';
import { RunningService } from './harness/running-service.js';
import { demoRequest, startDemoDevice } from './lab/demo/demo-device.js';
import { OidcIssuer } from './lab/oidc/oidc-issuer.js';
import type { SshDevice } from './lab/ssh-device/ssh-device.js';
import { textOf } from './lab/webhook-receiver/received-request.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';

const reason = whyNoBrowser();
if (reason !== undefined) console.warn(`!! Swagger UI is NOT TESTED in a browser: ${reason}`);

describe.skipIf(reason !== undefined)('Swagger UI in a browser', () => {
  let device: SshDevice;
  let receiver: WebhookReceiver;
  let service: RunningService;
  let issuer: OidcIssuer;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [device, receiver, issuer] = await Promise.all([
      startDemoDevice(),
      WebhookReceiver.start(),
      OidcIssuer.start({ audience: 'netpulse', clients: { ci: ['netops'] } }),
    ]);
    const environment = {
      NETPULSE_EXAMPLE_REQUEST: JSON.stringify(demoRequest(device, receiver.url('/callback'))),
      NETPULSE_OIDC_ISSUER: issuer.url,
      NETPULSE_OIDC_AUDIENCE: 'netpulse',
      NETPULSE_OIDC_ROLES_CLAIM: 'realm_access.roles',
      NETPULSE_OIDC_ROLE_SCOPES: JSON.stringify({ netops: ['jobs:read'] }),
    };
    service = await RunningService.start({ environment });
    browser = await startBrowser();
    page = await browser.newPage({ viewport: { width: 1_280, height: 1_120 } });
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([service.stop(), device.stop(), receiver.stop(), issuer.stop()]);
  });

  it('runs the example at the first click: a job, a device, a webhook', async () => {
    await page.goto(`${service.url}/docs#key=${service.apiKey}`);
    const submit = page.locator('#operations-jobs-jobs_submit');
    await submit.locator('button.execute').click();

    const status = submit.locator('.live-responses-table .response-col_status').nth(1);
    await status.waitFor();
    expect(await status.innerText()).toContain('202');
    const { id } = JSON.parse(textOf(await receiver.next())) as { id: string };
    expect((await service.api.ended(id)).status).toBe('finished');
    // The picture in the README: SCREENSHOT=docs/images/swagger-ui.png npm test -- test/swagger-ui
    await submit.locator('.opblock-section-request-body').evaluate((section) => section.scrollIntoView());
    if (process.env.SCREENSHOT !== undefined) await page.screenshot({ path: process.env.SCREENSHOT });
  });

  it.each([
    ['X-API-KEY', 'api-key', '#api_key_value', () => service.apiKey],
    ['a key as a Bearer token', 'bearer', '#auth-bearer-value', () => service.apiKey],
    ["a token of the operator's issuer", 'oidc', '#auth-bearer-value', () => issuer.tokenFor('ci')],
  ])('authorizes by %s', async (_what, scheme, input, credential) => {
    await page.goto('about:blank');
    await page.goto(`${service.url}/docs`);
    await page.locator('.auth-wrapper .authorize').click();
    const name = page.locator('h4 code', { hasText: new RegExp(`^${scheme}$`) });
    const form = page.locator('.auth-container form', { has: name });
    await form.locator(input).fill(await credential());
    await form.locator('button[type=submit]').click();
    await page.locator('.close-modal').click();

    const list = page.locator('#operations-workers-workers_list');
    await list.locator('.opblock-summary').click();
    await list.locator('button.execute').click();

    const status = list.locator('.live-responses-table .response-col_status').nth(1);
    await status.waitFor();
    expect(await status.innerText()).toContain('200');
  });

  it('takes the key out of the address bar, and needs none in the page', async () => {
    await page.goto('about:blank');
    await page.goto(`${service.url}/docs#key=${service.apiKey}`);
    await page.locator('.auth-wrapper .locked').waitFor();

    expect(page.url()).not.toContain(service.apiKey);
    expect(await (await fetch(`${service.url}/docs`)).text()).not.toContain(service.apiKey);
    expect(await (await fetch(`${service.url}/openapi.json`)).text()).not.toContain(service.apiKey);
  });
});

describe('the OpenAPI document', () => {
  it('is open to all and names every route of the API', async () => {
    const service = await RunningService.start();

    const { body } = await service.strangerApi.get<{ paths: Record<string, Record<string, unknown>> }>(
      '/openapi.json',
    );

    const routes = Object.entries(body.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(routes).toEqual(
      expect.arrayContaining([
        'POST /jobs',
        'GET /jobs',
        'GET /jobs/{id}',
        'DELETE /jobs/{id}',
        'POST /device/exec',
        'GET /workers',
        'GET /health',
        'GET /health/live',
        'GET /health/ready',
      ]),
    );
    await service.stop();
  });
});
