import { Command } from 'commander';
import { readInventory } from '../bulk/inventory.js';
import { Progress } from '../bulk/progress.js';
import { EXIT_NOT_WELL, print, printJson, remark, told } from '../command-output.js';
import { jobRequest, withDeviceOptions, type DeviceOptions } from '../device-options.js';
import { atLeastOne, port, repeated } from '../option-parsers.js';
import { ServiceClient, ServiceError } from '../service-client.js';
import { table } from '../table.js';
import { harmless } from '../terminal-text.js';
import { isDone, runBench, type BenchResult } from './bench-run.js';
import type { Durations } from './statistics.js';
import { WebhookArrivals } from './webhook-arrivals.js';

interface BenchOptions extends Omit<DeviceOptions, 'webhook'> {
  readonly inventory?: string;
  readonly port?: number;
  readonly count: number;
  readonly concurrency: number;
  readonly receive: string | false;
}

/** `netpulse bench`: how many jobs a second a service does, and how long each takes until its result and its webhook. */
export function benchCommand(): Command {
  const command = new Command('bench')
    .description(
      'Run many jobs and measure: jobs a second, time to the result, time to the webhook. Exit code 2: not all ended well.',
    )
    .argument('[hosts...]', 'the devices, which are asked in turn')
    .option('--inventory <file>', 'or a CSV or YAML file of them')
    .option('--port <port>', 'where they listen', port)
    .option('--command <command>', 'what to run; may be repeated', repeated)
    .option('--count <number>', 'how many jobs', atLeastOne, 100)
    .option('--concurrency <number>', 'how many of them at once', atLeastOne, 10)
    .option('--receive <address>', 'address of this machine where webhooks are received', '127.0.0.1')
    .option('--no-receive', 'without webhooks');
  return withDeviceOptions(command, { webhook: false, config: false }).action(
    (hosts: string[], options: BenchOptions, self: Command) => told(self, () => bench(hosts, options)),
  );
}

async function bench(hosts: readonly string[], options: BenchOptions): Promise<void> {
  const service = new ServiceClient();
  const requests = await requestsFor(hosts, options);
  const webhooks = options.receive === false ? null : await receiverAt(options.receive);
  const progress = new Progress();
  try {
    const webhook = webhooks ? { webhook: { name: 'event', url: webhooks.url } } : {};
    const plan = { ...options, requests: requests.map((request) => ({ ...request, ...webhook })), webhooks };
    const result = await runBench(service, plan, (outcomes) => {
      const bad = outcomes.filter((outcome) => !isDone(outcome) || outcome.error !== null).length;
      progress.show(outcomes.length, options.count, `${bad} not well`);
    });
    progress.end();
    if (options.json) printJson(result);
    else show(result);
    if (result.finished < result.jobs || result.webhooks_missing > 0) process.exitCode = EXIT_NOT_WELL;
  } finally {
    progress.end();
    await webhooks?.stop();
  }
}

async function requestsFor(hosts: readonly string[], options: BenchOptions): Promise<object[]> {
  const { connection_args: shared, ...job } = jobRequest(options) as { connection_args: object };
  const devices = options.inventory === undefined ? [] : await readInventory(options.inventory);
  const named = hosts.map((host) => ({ connection_args: { host } }));
  const all = [...named, ...devices].map(({ connection_args: own, ...rest }) => ({
    ...job,
    ...rest,
    connection_args: { ...shared, ...(options.port === undefined ? {} : { port: options.port }), ...own },
  }));
  if (all.length === 0) throw new ServiceError('Name a device, or an --inventory of some');
  return all;
}

function receiverAt(host: string): Promise<WebhookArrivals> {
  return WebhookArrivals.start(host).catch((error: unknown) => {
    throw new ServiceError(
      `Webhooks cannot be received at ${host}: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
}

function show(result: BenchResult): void {
  const row = (what: string, durations: Durations | null): string[] => [
    what,
    ...(durations
      ? [durations.p50, durations.p99, durations.max].map((ms) => ms.toFixed(0))
      : ['-', '-', '-']),
  ];
  print(
    table(
      ['MS SINCE SENT', 'P50', 'P99', 'MAX'],
      [
        row('job taken', result.submit_ms),
        row('result read', result.result_ms),
        row('webhook received', result.webhook_ms),
      ],
    ),
  );
  const missing = result.webhooks_missing > 0 ? `, ${result.webhooks_missing} webhooks missing` : '';
  remark(
    `${result.jobs_per_second.toFixed(1)} jobs/s: ${result.finished} finished, ${result.failed} failed, ` +
      `${result.refused} refused${missing}, in ${result.seconds.toFixed(1)} s, ${result.concurrency} at once`,
  );
  if (result.first_error !== null) remark(`First error: ${harmless(result.first_error)}`);
}
