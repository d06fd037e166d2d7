// npm run fuzz -- --seconds 60 --seed 7: sends requests of all kinds to a service of its own, and judges each answer by the
// OpenAPI document. Ends with 1 when there is a fault; the same seed draws the same requests, but for the
// ids in them, which come from what was answered before.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { readSettings } from '../../src/config/settings.js';
import { PinoLogger } from '../../src/observability/logger.js';
import { startService } from '../../src/service.js';
import type { ApiDocument } from './api-operation.js';
import { Fuzzer, type FuzzReport } from './fuzzer.js';

const MOST_SLOW = 5;

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string' } },
});
const seconds = wholeNumber('seconds', values.seconds);
const seed = values.seed === undefined ? Date.now() % 1_000_000 : wholeNumber('seed', values.seed);
const dataDir = mkdtempSync(join(tmpdir(), 'netpulse-fuzz-'));
const settings = readSettings({
  NETPULSE_PORT: '0',
  NETPULSE_DATA_DIR: dataDir,
  NETPULSE_SHUTDOWN_GRACE: '0',
});
const service = await startService(settings, new PinoLogger(pino({ level: 'silent' })));

try {
  console.log(`Fuzzing for ${seconds} s, --seed ${seed}`);
  const document = (await (await fetch(`${service.url}/openapi.json`)).json()) as ApiDocument;
  const end = performance.now() + seconds * 1_000;
  const goesOn = (): boolean => performance.now() < end;
  tell(await new Fuzzer(document, { url: service.url, apiKey: service.apiKey.reveal(), seed, goesOn }).run());
} finally {
  await service.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

function tell({ requests, statuses, succeeded, slowest, faults }: FuzzReport): void {
  const counts = Object.entries(statuses).map(([status, count]) => `${status}: ${count}`);
  console.log(`${requests} requests (${counts.join(', ')}); ${succeeded.size} operations have succeeded`);
  const slow = [...slowest].sort(([, one], [, other]) => other - one).slice(0, MOST_SLOW);
  console.log(`slowest: ${slow.map(([id, ms]) => `${id} ${Math.round(ms)} ms`).join(', ')}`);
  for (const { operation, what, request, answer } of faults)
    console.log(`\n${operation} ${what}\n  ${request}\n  ${answer}`);
  console.log(`${faults.length} kinds of faults, --seed ${seed}`);
  if (faults.length > 0) process.exitCode = 1;
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new TypeError(`--${name} must be a whole number`);
  return Number(text);
}
