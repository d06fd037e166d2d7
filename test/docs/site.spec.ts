import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startBrowser, whyNoBrowser } from '../harness/browser.js';
import { allChapters } from './chapters.js';
import { buildSite } from './site/build-site.js';

const reason = whyNoBrowser();
if (reason !== undefined)
  console.warn(`!! The site of the documentation is NOT TESTED in a browser: ${reason}`);

describe('the site of the documentation', () => {
  const folder = mkdtempSync(join(tmpdir(), 'netpulse-site-'));
  const count = buildSite(folder);
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.html$/.test(name),
  );
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has a page for each chapter', () => {
    expect(pages).toHaveLength(count);
    expect(count).toBe(allChapters().filter(({ path }) => path.endsWith('.md')).length);
  });

  it('has no link, picture or anchor that leads nowhere', () => {
    const dead = pages.flatMap((page) =>
      targetsIn(page).filter(({ file, anchor }) => !existsSync(file) || !hasAnchor(file, anchor)),
    );

    expect(dead).toEqual([]);
  });

  it('marks the chapter that is shown in the list of all', () => {
    const page = readFileSync(join(folder, 'docs/webhooks/egress.html'), 'utf8');

    expect(page.match(/aria-current="page">[^<]+/g)).toEqual([
      'aria-current="page">Decide where webhooks may go',
    ]);
    expect(page).toContain('href="../reference/settings.html"');
  });

  it.skipIf(reason !== undefined)('finds chapters in a browser, without a server', async () => {
    const browser = await startBrowser();
    onTestFinished(() => browser.close());
    const page = await browser.newPage({ viewport: { width: 600, height: 800 } });
    const faults: string[] = [];
    page.on('console', (message) => faults.push(message.text()));
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('requestfailed', (request) => faults.push(request.url()));
    await page.goto(pathToFileURL(join(folder, 'docs/index.html')).href);
    expect(await page.getByText('Chapters').isVisible()).toBe(true);
    expect(await page.locator('nav ul').first().isVisible()).toBe(false);

    await page.getByLabel('Search the documentation').pressSequentially('sign verify');
    await page.locator('search li').first().waitFor();
    await page.keyboard.press('Enter');

    await page.waitForURL(/\/docs\/webhooks\/signatures\.html/);
    expect(await page.locator('main').innerText()).toContain('whsec_');
    expect(faults).toEqual([]);
  });

  interface Target {
    readonly page: string;
    readonly file: string;
    readonly anchor: string | undefined;
  }

  function targetsIn(page: string): Target[] {
    const html = readFileSync(join(folder, page), 'utf8');
    return [...html.matchAll(/(?:href|src)="(?!https?:)([^"]*)"/g)].map(([, link = '']) => {
      const [path = '', anchor] = link.split('#');
      return { page, file: path === '' ? join(folder, page) : join(folder, page, '..', path), anchor };
    });
  }

  function hasAnchor(file: string, anchor: string | undefined): boolean {
    return anchor === undefined || readFileSync(file, 'utf8').includes(`id="${anchor}"`);
  }
});
