import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { readSettings } from '../../../src/config/settings.js';
import { createLogger } from '../../../src/observability/logger.js';
import { startService } from '../../../src/service.js';
import { WebhookReceiver } from '../webhook-receiver/webhook-receiver.js';
import { demoRequest, startDemoDevice } from './demo-device.js';
import { bold, curlLine, heading, prettyJson, webhookText } from './demo-screen.js';

const WEBHOOK_DEADLINE_MS = 10_000;
const DATA_DIR = '.netpulse/demo';
/** The port that the README names. */
const USUAL_PORT = 9_000;

const device = await startDemoDevice();
const receiver = await WebhookReceiver.start();
const request = demoRequest(device, receiver.url('/callback'));
const environment = {
  NETPULSE_LOG_LEVEL: 'warn',
  // The demo's device makes a new host key at each start, sometimes behind a port that it had before.
  NETPULSE_HOST_KEYS: 'off',
  NETPULSE_DATA_DIR: DATA_DIR,
  NETPULSE_EXAMPLE_REQUEST: JSON.stringify(request),
  ...process.env,
  NETPULSE_PORT: process.env.NETPULSE_PORT ?? String(await usualPortOrAny()),
};
const settings = readSettings(environment);
const service = await startService(settings, createLogger(settings), { environment }).catch(
  async (error: unknown) => {
    console.error(`The demo cannot start: ${error instanceof Error ? error.message : String(error)}`);
    await Promise.all([receiver.stop(), device.stop()]);
    process.exit(1);
  },
);
// Under npm one Ctrl-C comes twice, from the terminal and from npm: the second one must not cut the stop short.
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());
let isStopping = false;
/** What the tutorial has its reader read, since it is another at each start. */
const notes = { url: service.url, 'device-port': String(device.port) };
for (const [name, text] of Object.entries(notes)) writeFileSync(join(settings.dataDir, name), `${text}\n`);

await showOneJob();
await showWebhooksAsTheyCome();

async function showOneJob(): Promise<void> {
  const apiKey = service.apiKey.reveal();
  const { isGenerated, origin } = service.apiKey;
  const response = await fetch(`${service.url}/jobs`, {
    method: 'POST',
    headers: { 'X-API-KEY': apiKey, 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
  });
  if (response.status !== 202) throw new Error(`POST /jobs: ${response.status} ${await response.text()}`);
  const { id } = (await response.json()) as { id: string };
  const webhook = await receiver.next(undefined, { withinMs: WEBHOOK_DEADLINE_MS });
  const job = await fetch(`${service.url}/jobs/${id}`, { headers: { 'X-API-KEY': apiKey } });
  const { status, result, duration } = (await job.json()) as {
    status: string;
    duration: number;
    result: { retval: { stdout: string }[]; error: { message: string } | null };
  };
  const screen = [
    heading('1', `The job that was sent: POST ${service.url}/jobs`),
    prettyJson(request),
    heading('2', `What the device said over SSH (job ${status} in ${duration} s)`),
    result.retval.map(({ stdout }) => stdout).join('\n') || (result.error?.message ?? ''),
    heading('3', 'The webhook as it arrived'),
    webhookText(webhook),
    heading('4', 'Try it yourself'),
    `  Swagger UI   ${bold(`${service.url}/docs#key=${apiKey}`)}`,
    `  Console      ${bold(`${service.url}/console#key=${apiKey}`)}`,
    `  API key      ${apiKey}   (${isGenerated ? 'kept in' : 'from'} ${origin})`,
    `  Device       ssh admin@127.0.0.1 -p ${device.port}   (password lab-pw-1)`,
    `  curl         ${curlLine(service.url, apiKey, request)}`,
    '',
    ...aboutThePort(),
  ];
  console.log(screen.join('\n'));
}

async function showWebhooksAsTheyCome(): Promise<void> {
  console.log('Each webhook that arrives is shown here. Ctrl-C stops everything.\n');
  for (;;) {
    const webhook = await receiver.next(undefined, { withinMs: 2 ** 31 - 1 }).catch(() => undefined);
    if (webhook) console.log(`${webhookText(webhook)}\n`);
  }
}

async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  console.log('\nStopping ...');
  await service.stop();
  for (const name of Object.keys(notes)) rmSync(join(settings.dataDir, name), { force: true });
  await Promise.all([receiver.stop(), device.stop()]);
  console.log('Everything is stopped.');
  process.exit(0);
}

/** Whoever expects the usual port would look at somebody else's service there. */
function aboutThePort(): string[] {
  const isUsual = process.env.NETPULSE_PORT !== undefined || service.url.endsWith(`:${USUAL_PORT}`);
  return isUsual
    ? []
    : [`Port ${USUAL_PORT} is in use by another program: this demo is at ${bold(service.url)}.`];
}

async function usualPortOrAny(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(0));
    probe.listen(USUAL_PORT, '127.0.0.1', () => probe.close(() => resolve(USUAL_PORT)));
  });
}
