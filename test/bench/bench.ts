import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureDeliveryCpu } from './delivery-cpu.js';
import { measureDestinations } from './destinations.js';
import { measureOpenSession } from './open-session.js';
import { measureQueueThroughput } from './queue-throughput.js';
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
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

async function measure(): Promise<Row[]> {
  console.log('Queue throughput ...');
  const queue = await measureQueueThroughput(dataDir);
  console.log('POST to webhook ...');
  const latency = await measureWebhookLatency(dataDir);
  console.log('Command on an open session ...');
  const session = await measureOpenSession();
  console.log('CPU of a delivery ...');
  const cpu = await measureDeliveryCpu(dataDir);
  console.log('Destinations that are dead or hang ...');
  const destinations = await measureDestinations(dataDir);
  const plain = queue.netpulse / queue.bareBull;
  const webhook = queue.netpulseWithWebhook / queue.bareBull;
  const command = session.driverUs / session.bareSsh2Us;
  const delivery = cpu.deliveries / cpu.bareAxios;
  const beside = destinations.besideBadOnesMs / destinations.allHealthyMs;
  return [
    yardstick('bare Bull, no-op jobs', queue.bareBull, 'jobs/s'),
    row('NetPulse, no-op driver', queue.netpulse, 'jobs/s', plain, '>= 0.40', plain >= 0.4),
    row(
      'NetPulse, no-op driver, each with a webhook',
      queue.netpulseWithWebhook,
      'jobs/s',
      webhook,
      '>= 0.15',
      webhook >= 0.15,
    ),
    yardstick('the same through REST (POST /jobs)', latency.restJobsPerSecond, 'jobs/s'),
    row('POST /jobs to webhook, p50, idle', latency.p50Ms, 'ms', null, '< 25 ms', latency.p50Ms < 25),
    yardstick('POST /jobs to webhook, p99, idle', latency.p99Ms, 'ms'),
    yardstick('bare ssh2, a command on an open shell', session.bareSsh2Us, 'us'),
    row(
      'netmiko driver, a command on an open session',
      session.driverUs,
      'us',
      command,
      '<= 2.00',
      command <= 2,
    ),
    yardstick('bare axios, POST of 1 kB', cpu.bareAxios, '/CPU s'),
    row(
      'NetPulse, whole deliveries, same agent and body',
      cpu.deliveries,
      '/CPU s',
      delivery,
      '>= 0.80',
      delivery >= 0.8,
    ),
    yardstick('98 healthy destinations, 200 events/s, p99', destinations.allHealthyMs, 'ms'),
    row(
      'the same beside a dead and a hanging one, p99',
      destinations.besideBadOnesMs,
      'ms',
      beside,
      '<= 1.50',
      beside <= 1.5,
    ),
  ];
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
