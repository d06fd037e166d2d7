import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

/** Why there is no browser for a test, or undefined when there is one. */
export function whyNoBrowser(): string | undefined {
  return existsSync(CHROMIUM) ? undefined : 'chromium is not installed (apt-get install chromium)';
}

/** Debian's Chromium without a window, and without its own talk to the outside. */
export function startBrowser(): Promise<Browser> {
  const quiet = [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
  ];
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', ...quiet],
  });
}
