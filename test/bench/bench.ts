import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureDeliveryCpu } from './delivery-cpu.js';
import { measureDestinations } from './destinations.js';
import { measureWorkerFairness } from './fairness.js';
import { DEVICE_MS, measureFleet } from './fleet.js';
import { measureJobListing } from './job-listing.js';
import { measureOpenSession } from './open-session.js';
import { measureQueueThroughput } from './queue-throughput.js';
import type { Spent } from './spent.js';
import { commandFigures, memoryFigures, workerFigures, type Figure } from './scale-rows.js';
import { measureWebhookLatency } from './webhook-latency.js';

/** What each figure is held against. */
interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** Share of the yardstick in the same run, where there is one. */
  readonly ratio: number | null;
  readonly line: string;
  readonly isMet: boolean | null;
}

const RESULTS = 'bench/results.json';

/** Each can be run alone: `npm run bench -- session listing`. */
const PARTS: Readonly<Record<string, () => Promise<Row[]>>> = {
  queue,
  latency,
  session,
  cpu,
  destinations,
  listing,
  fleet: () => fleet(1_000),
  fair,
  commands: () => figures(commandFigures),
  workers: () => figures(workerFigures),
  memory: () => figures(memoryFigures),
};
/** Only where they are asked for by name: they take long, and much memory. */
const PARTS_ON_DEMAND: typeof PARTS = { 'fleet-10000': () => fleet(10_000) };

const dataDir = mkdtempSync(join(tmpdir(), 'netpulse-bench-'));
try {
  const rows = await measure();
  print(rows);
  mkdirSync('bench', { recursive: true });
  writeFileSync(
    RESULTS,
    `${JSON.stringify({ at: new Date().toISOString(), node: process.version, cpus: cpus().length, rows }, null, 2)}\n`,
  );
  console.log(`\nWritten to ${RESULTS}`);
  const missed = rows.filter(({ isMet }) => isMet === false);
  if (missed.length > 0) {
    console.log(`Missed: ${missed.map(({ what, line }) => `${what} (${line})`).join('; ')}`);
    process.exitCode = 1;
  }
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

/** The parts chosen on the command line (`npm run bench -- queue cpu`), or all. */
async function measure(): Promise<Row[]> {
  const all = { ...PARTS, ...PARTS_ON_DEMAND };
  const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(PARTS);
  const unknown = chosen.filter((name) => !(name in all));
  if (unknown.length > 0)
    throw new Error(`Unknown: ${unknown.join(', ')}. There is: ${Object.keys(all).join(', ')}`);
  const rows: Row[] = [];
  for (const [name, part] of Object.entries(all)) {
    if (!chosen.includes(name)) continue;
    console.log(`${name} ...`);
    rows.push(...(await part()));
  }
  return rows;
}

async function queue(): Promise<Row[]> {
  const { bareBull, netpulse, netpulseWithWebhook } = await measureQueueThroughput(dataDir);
  const [plain, webhook] = [netpulse / bareBull, netpulseWithWebhook / bareBull];
  return [
    yardstick('bare Bull, no-op jobs', bareBull, 'jobs/s'),
    row('NetPulse, no-op driver', netpulse, 'jobs/s', plain, '>= 0.40', plain >= 0.4),
    row(
      'NetPulse, no-op driver, each with a webhook',
      netpulseWithWebhook,
      'jobs/s',
      webhook,
      '>= 0.15',
      webhook >= 0.15,
    ),
  ];
}

async function latency(): Promise<Row[]> {
  const { restJobsPerSecond, p50Ms, p99Ms } = await measureWebhookLatency(dataDir);
  return [
    yardstick('jobs with a webhook through REST (POST /jobs)', restJobsPerSecond, 'jobs/s'),
    row('POST /jobs to webhook, p50, idle', p50Ms, 'ms', null, '< 25 ms', p50Ms < 25),
    yardstick('POST /jobs to webhook, p99, idle', p99Ms, 'ms'),
  ];
}

async function session(): Promise<Row[]> {
  const { bareSsh2Us, driverUs } = await measureOpenSession();
  const ratio = driverUs / bareSsh2Us;
  return [
    yardstick('bare ssh2, a command on an open shell', bareSsh2Us, 'us'),
    row('netmiko driver, a command on an open session', driverUs, 'us', ratio, '<= 2.00', ratio <= 2),
  ];
}

async function cpu(): Promise<Row[]> {
  const { bareAxios, deliveries } = await measureDeliveryCpu(dataDir);
  const ratio = deliveries / bareAxios;
  return [
    yardstick('bare axios, POST of 1 kB', bareAxios, '/CPU s'),
    row(
      'NetPulse, whole deliveries, same agent and body',
      deliveries,
      '/CPU s',
      ratio,
      '>= 0.80',
      ratio >= 0.8,
    ),
  ];
}

async function destinations(): Promise<Row[]> {
  const { allHealthyMs, besideBadOnesMs } = await measureDestinations(dataDir);
  const ratio = besideBadOnesMs / allHealthyMs;
  return [
    yardstick('98 healthy destinations, 200 events/s, p99', allHealthyMs, 'ms'),
    row(
      'the same beside a dead and a hanging one, p99',
      besideBadOnesMs,
      'ms',
      ratio,
      '<= 1.50',
      ratio <= 1.5,
    ),
  ];
}

async function figures(measureThem: (dataDir: string) => Promise<Figure[]>): Promise<Row[]> {
  return (await measureThem(dataDir)).map(({ what, value, unit }) => yardstick(what, value, unit));
}

async function listing(): Promise<Row[]> {
  const { slowest, ms } = await measureJobListing(dataDir);
  return [row(`GET /jobs of 100,000, slowest page (${slowest})`, ms, 'ms', null, '< 50 ms', ms < 50)];
}

async function fleet(devices: number): Promise<Row[]> {
  const { bareCold, bareOpen, bareSlow, netpulseCold, netpulseOpen, netpulseSlow } = await measureFleet(
    dataDir,
    devices,
  );
  return [
    ...besideBare(`${devices} devices, cold`, bareCold, netpulseCold, '<= 1.30'),
    ...besideBare(`${devices} open shells, answers after ${DEVICE_MS} ms`, bareSlow, netpulseSlow, '<= 1.30'),
    // Shown for what a job costs by itself: no real device answers at once.
    ...besideBare(`${devices} open shells, answers at once`, bareOpen, netpulseOpen, ''),
  ];
}

function besideBare(what: string, bare: Spent, netpulse: Spent, line: '<= 1.30' | ''): Row[] {
  const ratio = netpulse.seconds / bare.seconds;
  return [
    yardstick(`bare ssh2, ${what}; ${costOf(bare)}`, bare.seconds, 's'),
    row(
      `NetPulse, the same; ${costOf(netpulse)}`,
      netpulse.seconds,
      's',
      ratio,
      line,
      line === '' ? null : ratio <= 1.3,
    ),
  ];
}

async function fair(): Promise<Row[]> {
  const { aloneMs, besideBadOnesMs } = await measureWorkerFairness(dataDir);
  const ratio = besideBadOnesMs / aloneMs;
  return [
    yardstick('50 healthy devices, 50 jobs/s, submit to end, p99', aloneMs, 'ms'),
    row(
      'the same beside one with 1,000 jobs waiting and one that hangs, p99',
      besideBadOnesMs,
      'ms',
      ratio,
      '< 1,000 ms',
      besideBadOnesMs < 1_000,
    ),
  ];
}

function costOf({ cpuSeconds, megabytes }: Spent): string {
  return `${cpuSeconds.toFixed(1)} CPU s, ${Math.round(megabytes)} MB`;
}

function yardstick(what: string, value: number, unit: string): Row {
  return row(what, value, unit, null, '', null);
}

function row(
  what: string,
  value: number,
  unit: string,
  ratio: number | null,
  line: string,
  isMet: boolean | null,
): Row {
  return { what, value, unit, ratio, line, isMet };
}

function print(rows: readonly Row[]): void {
  console.table(
    rows.map(({ what, value, unit, ratio, line, isMet }) => ({
      what,
      value: `${value >= 100 ? Math.round(value) : value.toFixed(2)} ${unit}`,
      ratio: ratio === null ? '' : ratio.toFixed(2),
      line,
      met: isMet === null ? '' : isMet ? 'yes' : 'NO',
    })),
  );
}
