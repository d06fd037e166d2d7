import { readFileSync } from 'node:fs';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { NewKeyDto } from '../src/auth/keys/key.dto.js';
import { version } from '../src/version.js';
import type { DeliveryDto } from '../src/webhooks/log/delivery.dto.js';
import { startBrowser, whyNoBrowser } from './harness/browser.js';
import { aJob } from './harness/job-requests.js';
import { RunningService } from './harness/running-service.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import { never, redirect, status } from './lab/webhook-receiver/answers.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';
import { freePort } from './lab/free-port.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const HOSTILE = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
const VERSION = 'Cisco IOS Software, Version 15.2(4)E10';
const WIDE = { viewport: { width: 1_280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
/** The list is asked for every 1.5 s. */
const LIVE = { timeout: 6_000 };

const reason = whyNoBrowser();
if (reason !== undefined) console.warn(`!! The console is NOT TESTED in a browser: ${reason}`);

describe.skipIf(reason !== undefined)('the console in a browser', () => {
  let service: RunningService;
  let device: SshDevice;
  let receiver: WebhookReceiver;
  let browser: Browser;
  /** What no page may do: log an error, fail, or speak to anybody but NetPulse. */
  let faults: string[];

  beforeAll(async () => {
    [service, device, receiver, browser] = await Promise.all([
      RunningService.start(),
      SshDevice.start({ commands: { 'show version': VERSION, 'show hostile': HOSTILE } }),
      WebhookReceiver.start(),
      startBrowser(),
    ]);
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([service.stop(), device.stop(), receiver.stop()]);
  });
  beforeEach(() => {
    faults = [];
    receiver.clear();
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    expect(faults).toEqual([]);
  });

  async function newPage(options: BrowserContextOptions = WIDE): Promise<Page> {
    const page = await (await browser.newContext(options)).newPage();
    page.setDefaultTimeout(LIVE.timeout);
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('request', (request) => {
      if (!request.url().startsWith(`${service.url}/`)) faults.push(`A request to ${request.url()}`);
    });
    return page;
  }

  async function signedIn(options: BrowserContextOptions = WIDE, fragment = ''): Promise<Page> {
    const page = await newPage(options);
    await page.goto(`${service.url}/console#key=${service.apiKey}${fragment}`);
    await isLive(page);
    return page;
  }

  /** A job whose end is told to the receiver, once its delivery has ended or waits for its next attempt. */
  async function deliver(webhook: object = {}, job: object = {}): Promise<DeliveryDto> {
    const { id } = await service.api.submit(
      aJob(device, { webhook: { url: receiver.url('/callback'), ...webhook }, ...job }),
    );
    await service.api.ended(id);
    let found: DeliveryDto | undefined;
    await vi.waitFor(
      async () => {
        const { body } = await service.api.get<DeliveryDto[]>(`/webhooks/deliveries?job_id=${id}`);
        found = body.find((delivery) => delivery.attempts.length > 0);
        expect(found).toBeDefined();
      },
      { timeout: 5_000, interval: 20 },
    );
    if (!found) throw new Error('The delivery was not attempted');
    return found;
  }

  const row = (page: Page, { job_id: jobId }: DeliveryDto): Locator =>
    page.locator('.deliveries tbody tr', { has: page.locator(`[title="${jobId}"]`) });
  const detail = (page: Page): Locator => page.getByRole('complementary', { name: 'Detail' });
  const attempts = (page: Page): Locator => detail(page).locator('.attempt');
  const isLive = (page: Page): Promise<void> => page.locator('#live.is-live').waitFor(LIVE);

  it('shows a delivery the moment it happens, without a reload', async () => {
    const page = await signedIn();

    const delivery = await deliver();

    await row(page, delivery).waitFor(LIVE);
    await expect
      .poll(() => row(page, delivery).innerText(), LIVE)
      .toMatch(/Delivered\s+http:\/\/127\.0\.0\.1:\d+\s+200 OK\s+job completed\s+basic/);
    expect(await cutCells(page)).toEqual([]);
    expect(page.url()).not.toContain(service.apiKey);
    await expect.poll(() => page.locator('#announcer').innerText(), LIVE).toBe('1 new delivery');
  });

  it('shows a delivery that is tried again: when, and how often it was', async () => {
    receiver.answer = status(503, 'try later');
    const delivery = await deliver({ max_retries: 1, retry_intervals: [3] });
    const page = await signedIn(WIDE, `&open=${delivery.id}`);

    await detail(page).getByText('Retrying').waitFor(LIVE);
    expect(await detail(page).locator('.next').innerText()).toMatch(/^Tries again (now|in \d s), at \d\d:/);
    receiver.answer = status(200, 'thanks');

    await detail(page).getByText('Delivered', { exact: true }).waitFor(LIVE);
    expect(await attempts(page).allInnerTexts()).toEqual([
      expect.stringMatching(/Attempt 2 delivered\s+200 OK[\s\S]*thanks/),
      expect.stringMatching(/Attempt 1 failed\s+503 Service Unavailable[\s\S]*answered 503[\s\S]*try later/),
    ]);
    expect(await detail(page).locator('.next').isVisible()).toBe(false);
  });

  it('filters by status, caller, job id and text, and keeps the filters over a reload', async () => {
    const delivered = await deliver({ name: 'event' });
    receiver.answer = status(500, '{"error":"database is locked"}');
    const failed = await deliver();
    receiver.answer = redirect(302, 'https://login.example.com/');
    const moved = await deliver();
    const page = await signedIn();
    await row(page, moved).waitFor(LIVE);
    const jobsShown = (): Promise<(string | null)[]> =>
      page
        .locator('.deliveries tbody .c-id .mono')
        .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('title')));
    const areShown = async (...deliveries: DeliveryDto[]): Promise<boolean[]> => {
      const shown = await jobsShown();
      return deliveries.map(({ job_id: jobId }) => shown.includes(jobId));
    };

    await page.getByLabel('Status').selectOption('failed');
    await expect.poll(() => areShown(delivered, failed, moved), LIVE).toEqual([false, true, true]);
    await page.getByLabel('Search').fill('database is LOCKED');
    await expect.poll(jobsShown, LIVE).toEqual([failed.job_id]);

    await page.reload();
    await expect.poll(jobsShown, LIVE).toEqual([failed.job_id]);
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByLabel('Caller').selectOption('event');
    await expect.poll(jobsShown, LIVE).toEqual([delivered.job_id]);
    await page.getByLabel('Caller').selectOption('All');
    await page.getByLabel('Job id').fill(moved.job_id);
    await expect.poll(jobsShown, LIVE).toEqual([moved.job_id]);
    expect(await row(page, moved).innerText()).toContain('302 redirect');
    await page.getByLabel('Job id').fill(failed.job_id.slice(0, 8).toUpperCase());
    await expect.poll(jobsShown, LIVE).toEqual([failed.job_id]);
    expect(await row(page, failed).innerText()).toContain('500 Internal Server Error');
    expect(await cutCells(page)).toEqual([]);

    await page.getByLabel('Search').fill('nothing has this');
    await page.getByText('No deliveries match these filters').waitFor(LIVE);
  });

  it('opens a delivery with its attempts and the job behind it, and sends it again by one click', async () => {
    receiver.answer = status(500, '{"error":"database is locked"}');
    const delivery = await deliver();
    receiver.answer = status(200, '{"accepted":true}');
    const page = await signedIn();
    await row(page, delivery).locator('.c-main').click();
    await detail(page).getByText(VERSION).waitFor(LIVE);
    expect(await detail(page).getByRole('heading', { level: 4 }).innerText()).toBe('show version');
    expect(await attempts(page).allInnerTexts()).toEqual([expect.stringContaining('database is locked')]);
    await attempts(page).first().getByText('How it was sent').click();
    expect(await attempts(page).first().innerText()).toMatch(
      /Address\s+127\.0\.0\.1, over[\s\S]*first byte after [\d.]+ ms[\s\S]*Content-Type: application\/json/i,
    );
    receiver.requests.length = 0;

    await page.getByRole('button', { name: 'Resend' }).click();

    await expect.poll(() => attempts(page).count(), LIVE).toBe(2);
    expect(await attempts(page).first().innerText()).toMatch(/Attempt 2 delivered[\s\S]*\{"accepted":true\}/);
    expect(await detail(page).getByRole('status').innerText()).toContain('Sent again');
    expect(receiver.requests.map(({ path }) => path)).toEqual(['/callback']);
    await expect.poll(() => row(page, delivery).innerText(), LIVE).toContain('Delivered');
  });

  it('says so when a delivery is under way and cannot be sent again', async () => {
    receiver.answer = status(503);
    const delivery = await deliver({ max_retries: 1, retry_intervals: [600] });
    const page = await signedIn(WIDE, `&open=${delivery.id}`);

    const resend = page.getByRole('button', { name: 'Resend' });
    await resend.waitFor(LIVE);

    expect(await resend.isDisabled()).toBe(true);
    expect(await resend.getAttribute('title')).toContain('under way');
  });

  it('keeps what is open, selected and scrolled to while new deliveries come in', async () => {
    const first = await deliver();
    await Promise.all(Array.from({ length: 30 }, () => deliver()));
    const page = await signedIn();
    await row(page, first).scrollIntoViewIfNeeded(LIVE);
    await row(page, first).locator('.c-main').click();
    await attempts(page).first().waitFor(LIVE);
    await detail(page).locator('.story .said').selectText();
    const before = await row(page, first).boundingBox();

    const next = await deliver();

    await page.getByRole('button', { name: '1 new' }).waitFor(LIVE);
    expect((await row(page, first).boundingBox())?.y).toBeCloseTo(before?.y ?? -1, 0);
    expect(await row(page, first).getByRole('link').getAttribute('aria-current')).toBe('true');
    expect(await page.evaluate('getSelection().toString()')).toContain(VERSION);
    await page.getByRole('button', { name: '1 new' }).click();
    await row(page, next).locator('.c-main').click();
    expect(await row(page, next).getByRole('link').getAttribute('aria-current')).toBe('true');
  });

  it('loads older deliveries, and goes on showing new ones above them', async () => {
    await Promise.all(Array.from({ length: 55 }, () => deliver()));
    const page = await signedIn();
    const rows = page.locator('.deliveries tbody tr');
    expect(await rows.count()).toBe(50);

    await page.getByRole('button', { name: 'Load older' }).click();
    await expect.poll(() => rows.count(), LIVE).toBeGreaterThan(60);
    const known = await rows.count();
    const delivery = await deliver();

    await row(page, delivery).waitFor(LIVE);
    expect(await rows.count()).toBe(known + 1);
    expect(await rows.first().innerHTML()).toContain(delivery.job_id);
  });

  it('shows what devices and receivers say as text, whatever it is', async () => {
    receiver.answer = status(418, HOSTILE);
    const delivery = await deliver({}, { command: 'show hostile' });
    const page = await signedIn(WIDE, `&open=${delivery.id}`);

    await expect.poll(() => detail(page).locator('pre').allInnerTexts(), LIVE).toEqual([HOSTILE, HOSTILE]);

    expect(await page.title()).toBe('Deliveries · NetPulse');
    expect(await page.locator('img, script:not([src])').count()).toBe(0);
    await expect(page.evaluate("document.body.innerHTML = '<img src=x>'")).rejects.toThrow('TrustedHTML');
    forgive(/TrustedHTML/);
  });

  describe('the key', () => {
    it('is asked for once, kept in this tab only, and taken by a link without staying in the address bar', async () => {
      const page = await newPage();
      await page.goto(`${service.url}/console`);
      await page.getByLabel('API key').fill(service.apiKey);
      await page.keyboard.press('Enter');
      await isLive(page);

      await page.reload();
      await isLive(page);
      expect(await page.evaluate('Object.values(sessionStorage)')).toEqual([service.apiKey]);
      expect(await page.evaluate('[localStorage.length, document.cookie]')).toEqual([0, '']);

      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByLabel('API key').waitFor();
      expect(await page.evaluate('sessionStorage.length')).toBe(0);
      expect(await page.locator('tbody tr').count()).toBe(0);
    });

    it.each([
      ['a wrong key', 'np_wrong'],
      ['a key that no header could carry', 'Schlüssel'],
    ])('that is %s is refused in words, and asked for again', async (_case, key) => {
      const page = await newPage();
      await page.goto(`${service.url}/console`);
      await page.getByLabel('API key').fill(key);
      await page.getByRole('button', { name: 'Open the console' }).click();
      await page.getByRole('alert').getByText('NetPulse does not know this key.').waitFor(LIVE);

      await page.getByLabel('API key').fill(service.apiKey);
      await page.keyboard.press('Enter');

      await isLive(page);
      forgive(/401 \(Unauthorized\)/);
    });

    it('that lacks a scope is told which one, once, and shows what it may see', async () => {
      const { job_id: jobId } = await deliver();
      const { body } = await service.api.post<NewKeyDto>('/keys', { name: 'noc', scopes: ['jobs:read'] });
      const page = await newPage();
      await page.clock.install();
      await page.goto(`${service.url}/console`);
      await page.getByLabel('API key').fill(body.key);
      await page.keyboard.press('Enter');

      await page.getByRole('heading', { name: 'This key may not see deliveries' }).waitFor(LIVE);
      expect(await page.getByRole('alert').allInnerTexts()).toContainEqual(
        expect.stringContaining('This needs the scope webhooks:read.'),
      );
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.clock.runFor('05:00');
      expect(asked).toEqual([]);
      await page.getByRole('link', { name: 'Jobs' }).click();
      await page.locator(`.jobs tr:has([title="${jobId}"]) .c-main`).click();
      await detail(page).getByText('Not shown: This needs the scope webhooks:read.').waitFor(LIVE);
      expect(await detail(page).innerText()).toContain(VERSION);
      await isLive(page);
      forgive(/403 \(Forbidden\)/);
    });

    it('that a link brings wrong is told, too', async () => {
      const page = await newPage();
      await page.goto(`${service.url}/console#key=np_wrong`);

      await page.getByRole('alert').getByText('NetPulse does not know this key.').waitFor(LIVE);

      expect(page.url()).not.toContain('np_wrong');
      forgive(/401 \(Unauthorized\)/);
    });
  });

  it('shows jobs with what was sent to the device and what came back, and workers', async () => {
    const { id } = await service.api.run(aJob(device, { command: ['show version', 'show nonsense'] }));
    const delivery = await deliver();
    const page = await signedIn();

    await page.getByRole('link', { name: 'Jobs' }).click();
    await page.locator('.jobs tbody tr', { hasText: 'show version +1' }).first().waitFor(LIVE);
    await page.locator(`.jobs tr:has([title="${id}"]) .c-main`).click();
    await detail(page).getByText('CommandRejected').waitFor(LIVE);
    expect(await detail(page).innerText()).toMatch(
      /show version[\s\S]*Version 15\.2[\s\S]*show nonsense[\s\S]*rejected by the device[\s\S]*Invalid input/,
    );
    await page.locator(`.jobs tr:has([title="${delivery.job_id}"]) .c-main`).click();
    await detail(page).getByRole('link', { name: 'http://127.0.0.1' }).click();
    await expect.poll(() => attempts(page).count(), LIVE).toBe(1);

    await page.getByRole('link', { name: 'Workers' }).click();
    await page.locator('.workers tbody tr', { hasText: /fifo, pinned:\S+, webhooks/ }).waitFor(LIVE);
    await page.goBack();
    await expect.poll(() => attempts(page).count(), LIVE).toBe(1);
  });

  it('pauses, asks for nothing meanwhile, and goes on', async () => {
    const page = await signedIn();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused').waitFor();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const delivery = await deliver();
    const later = await deliver();
    expect(asked).toEqual([]);

    await page.getByRole('button', { name: 'Go on' }).click();

    await row(page, later).waitFor(LIVE);
    expect(await row(page, delivery).count()).toBe(1);
  });

  it('asks for nothing while nobody looks, and at once when somebody does', async () => {
    const page = await signedIn();
    await look(page, 'hidden');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const delivery = await deliver();
    await deliver({}, { command: ['show version', 'show version'] });
    expect(asked).toEqual([]);

    await look(page, 'visible');

    await row(page, delivery).waitFor(LIVE);
  });

  it('works behind a proxy that puts NetPulse under a prefix', async () => {
    const proxy = await startProxy('/netpulse', service.url);
    const delivery = await deliver();
    const page = await (await browser.newContext(WIDE)).newPage();

    await page.goto(`${proxy.url}/netpulse/console/#key=${service.apiKey}`);

    await row(page, delivery).waitFor(LIVE);
    expect(page.url()).toMatch(/\/netpulse\/console$/);
    await page.close();
    await proxy.stop();
  });

  it('can be worked with by keyboard alone', async () => {
    const older = await deliver();
    await deliver();
    const page = await signedIn();
    await row(page, older).waitFor(LIVE);

    await page.keyboard.press('/');
    expect(await focused(page)).toBe('Search');
    await page.locator('.deliveries tbody tr a').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H2');
    expect(await row(page, older).getByRole('link').getAttribute('aria-current')).toBe('true');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toContain('Resend');
    await page.keyboard.press('Escape');

    expect(await detail(page).count()).toBe(0);
    expect(await focused(page)).toMatch(/^delivered: job completed to http/);
  });

  it('is found from the page at /, behind a prefix as well', async () => {
    const proxy = await startProxy('/netpulse', service.url);
    const page = await newPage();
    await page.goto(`${service.url}/`);
    expect(await axe(page)).toEqual([]);

    await page.goto(`${proxy.url}/netpulse/`);
    await page.getByRole('link', { name: 'Console' }).click();

    await page.getByLabel('API key').waitFor();
    expect(page.url()).toBe(`${proxy.url}/netpulse/console`);
    await page.close();
    await proxy.stop();
    forgive(/^A request to http:\/\/127\.0\.0\.1:\d+\/netpulse\//);
  });

  it('fits a phone: the detail covers the list, and Back uncovers it', async () => {
    const delivery = await deliver();
    const page = await signedIn(PHONE);
    const width = (): Promise<unknown> => page.evaluate('document.documentElement.scrollWidth');
    expect(await width()).toBe(390);

    await page.locator('.deliveries tbody tr').first().tap();
    await attempts(page).first().waitFor(LIVE);
    expect((await detail(page).boundingBox())?.width).toBe(390);
    expect(await width()).toBe(390);
    await page.getByRole('button', { name: 'Back to the list' }).tap();

    expect(await detail(page).count()).toBe(0);
    expect(await page.locator('.deliveries tbody tr').first().innerHTML()).toContain(delivery.job_id);
  });

  it('has no fault that axe can find: light, dark, on a phone', async () => {
    receiver.answer = status(500, 'out of order');
    const delivery = await deliver();
    const open = `&open=${delivery.id}`;
    const ready = (page: Page): Promise<void> => detail(page).getByText(VERSION).waitFor(LIVE);

    const light = await signedIn(WIDE, open);
    await ready(light);
    expect(await axe(light)).toEqual([]);
    await light.getByRole('link', { name: 'Jobs' }).click();
    await light.locator('.jobs tbody tr .c-main').first().click();
    await ready(light);
    expect(await axe(light)).toEqual([]);
    const dark = await signedIn({ ...WIDE, colorScheme: 'dark' }, open);
    await ready(dark);
    expect(await axe(dark)).toEqual([]);
    const phone = await signedIn(PHONE);
    await phone.locator('.deliveries tbody tr').first().waitFor(LIVE);
    expect(await axe(phone)).toEqual([]);
  });

  it('has its picture in the README', async () => {
    // SCREENSHOT=docs/images/console.png npm test -- test/console
    await deliver({ name: 'event' });
    receiver.answer = never;
    await deliver({ timeout: 0.5 });
    receiver.answer = status(500, '{"error":"database is locked","request":"8d1f"}');
    const delivery = await deliver();
    receiver.answer = status(200, '{"accepted":true}');
    await deliver({ name: 'standard' });
    const page = await signedIn(WIDE, `&open=${delivery.id}`);

    await page.getByRole('button', { name: 'Resend' }).click();
    await expect.poll(() => attempts(page).count(), LIVE).toBe(2);
    await row(page, delivery).hover();

    if (process.env.SCREENSHOT !== undefined) await page.screenshot({ path: process.env.SCREENSHOT });
  });

  /** A browser logs every answer that is no success; these were meant to be none. */
  function forgive(pattern: RegExp): void {
    faults = faults.filter((fault) => !pattern.test(fault));
  }
});

describe.skipIf(reason !== undefined)('the console while Redis is away', () => {
  it('says so, keeps what it shows, and goes on by itself when Redis is back', async () => {
    const port = await freePort();
    let redis = startRedis(port);
    const [service, device, receiver, browser] = await Promise.all([
      RunningService.start({ environment: { NETPULSE_REDIS_URL: `redis://127.0.0.1:${port}` } }),
      SshDevice.start({ commands: { 'show version': VERSION } }),
      WebhookReceiver.start(),
      startBrowser(),
    ]);
    await service.api.run(aJob(device, { webhook: { url: receiver.url() } }));
    const page = await browser.newPage();
    await page.goto(`${service.url}/console#key=${service.apiKey}`);
    await page.locator('.deliveries tbody tr').waitFor(LIVE);

    redis.kill('SIGKILL');
    await page.getByRole('alert').getByText('Redis is away.').waitFor({ timeout: 10_000 });
    expect(await page.locator('#notice').innerText()).toMatch(/Trying again (now|in \d+ s)\.$/);
    expect(await page.locator('.deliveries tbody tr').count()).toBe(1);
    redis = startRedis(port);

    await page.locator('#live.is-live').waitFor({ timeout: 20_000 });
    expect(await page.locator('#notice').isVisible()).toBe(false);
    await page.getByText('No deliveries yet').waitFor(LIVE);
    await browser.close();
    await Promise.all([service.stop(), device.stop(), receiver.stop()]);
    redis.kill('SIGKILL');
  }, 60_000);
});

describe('GET / and /console', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await RunningService.start();
  });
  afterAll(() => service.stop());

  it('names to a program what there is, each under a path that answers', async () => {
    const { body, headers } = await service.strangerApi.get<Record<string, string>>('/');

    const { name, version: number, ...places } = body;
    expect([name, number]).toEqual(['NetPulse', version]);
    expect(headers.get('vary')).toBe('Accept');
    expect(Object.keys(places)).toEqual(['docs', 'console', 'queues', 'health', 'openapi']);
    const answers = Object.values(places).map((path) => service.strangerApi.get(path));
    expect((await Promise.all(answers)).map(({ status: code }) => code)).toEqual([200, 200, 200, 200, 200]);
  });

  it('is open to all, and held by the browser to its own files', async () => {
    const { status: code, headers, text } = await service.strangerApi.get('/console');

    expect(code).toBe(200);
    expect(text).not.toContain(service.apiKey);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe|http|\*/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('names nothing that it does not serve, each with its type and the same protection', async () => {
    const { text } = await service.strangerApi.get<string>('/console');
    const modules = new Set(['app.js']);
    for (const name of modules) {
      const { text: source } = await service.strangerApi.get(`/console/${name}`);
      for (const [, imported = ''] of source.matchAll(/from '\.\/([\w-]+\.js)'/g)) modules.add(imported);
    }
    const linked = [...text.matchAll(/(?:href|src)="console\/([^"]+)"/g)].map(([, name = '']) => name);

    for (const name of new Set([...linked, ...modules])) {
      const { status: code, headers } = await service.strangerApi.get(`/console/${name}`);
      expect([name, code, headers.get('x-content-type-options')]).toEqual([name, 200, 'nosniff']);
      expect(headers.get('content-type')).toMatch(
        /^(text\/(css|javascript)|image\/svg\+xml); charset=utf-8$/,
      );
    }
    expect(modules.size).toBeGreaterThan(10);
  });

  it('sends a file again only when it has changed', async () => {
    const first = await fetch(`${service.url}/console/app.js`);
    const headers = { 'If-None-Match': first.headers.get('etag') ?? '' };

    const second = await fetch(`${service.url}/console/app.js`, { headers });

    expect([first.status, second.status]).toEqual([200, 304]);
    expect(await second.text()).toBe('');
  });

  it.each([
    'nothing.js',
    '..%2fpackage.json',
    '%2e%2e%2fconsole.controller.ts',
    'tsconfig.json',
    'constructor',
  ])('has no file %s', async (name) => {
    expect((await service.strangerApi.get(`/console/${name}`)).status).toBe(404);
  });

  it.each(['/console/', '/console/index.html'])(
    'leads from %s to the page, behind any prefix',
    async (path) => {
      const response = await fetch(service.url + path, { redirect: 'manual' });

      expect(response.status).toBeGreaterThanOrEqual(300);
      expect(response.headers.get('location')).toBe('../console');
    },
  );
});

/** What of a delivery's answer and event has not the room that it needs. */
async function cutCells(page: Page): Promise<string[]> {
  const cells = page.locator('.deliveries td:is(.c-answer, .c-event)');
  return cells.evaluateAll((all) =>
    all.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent),
  );
}

/** What is wrong by WCAG, as axe sees it. */
async function axe(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const violations = await page.evaluate<{ id: string; html: string[] }[]>(
    `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => ({
      id, html: nodes.map(({ html, failureSummary }) => html + failureSummary) })))`,
  );
  return violations.map(({ id, html }) => `${id}: ${html.join('\n')}`);
}

/** The name of what has the focus. */
async function focused(page: Page): Promise<unknown> {
  return page.evaluate(
    "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()",
  );
}

/** Tells the page what a browser tells it when its tab goes to the background or comes back. */
async function look(page: Page, state: 'hidden' | 'visible'): Promise<void> {
  await page.evaluate(`
    Object.defineProperty(document, 'hidden', { value: ${state === 'hidden'}, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));`);
}

/** A reverse proxy that serves what is behind it under `prefix` alone. */
async function startProxy(
  prefix: string,
  target: string,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = http.createServer((request, response) => {
    if (!request.url?.startsWith(`${prefix}/`)) return void response.writeHead(404).end();
    const { method, headers } = request;
    const forwarded = http.request(
      target + request.url.slice(prefix.length),
      { method, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    forwarded.on('error', () => response.destroy());
    request.pipe(forwarded);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}

/** A Redis that keeps nothing. */
function startRedis(port: number): ChildProcess {
  const options = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--maxmemory-policy',
    'noeviction',
  ];
  return spawn('redis-server', options, { stdio: 'ignore' });
}
