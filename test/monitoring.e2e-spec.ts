import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SCOPES } from '../src/scopes.js';
import type { ApiAnswer } from './harness/api-client.js';
import { startBrowser, whyNoBrowser } from './harness/browser.js';
import { aJob } from './harness/job-requests.js';
import { ServiceProcess } from './harness/service-process.js';
import { TraceCollector } from './lab/otlp/trace-collector.js';
import {
  checkMetrics,
  promtool,
  PrometheusServer,
  whyNoPrometheus,
} from './lab/prometheus/prometheus-server.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import * as answers from './lab/webhook-receiver/answers.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';

const MONITORING = join(import.meta.dirname, '../deploy/monitoring');
const BUNDLE = join(import.meta.dirname, '../dist/bundle');
const RULES = join(MONITORING, 'netpulse.rules.yml');
const DASHBOARD = join(MONITORING, 'grafana-dashboard.json');
const SECRETS = ['pwd123', 'hook-secret'];
const SCRAPED = { timeout: 8_000, interval: 100 };
/** Two scrapes after what happened, on a busy machine. */
const FILLED = { timeout: 15_000, interval: 250 };

const noBrowser = whyNoBrowser();
if (noBrowser !== undefined)
  console.warn(`!! The page of the queues is NOT TESTED in a browser: ${noBrowser}`);
const reason = whyNoPrometheus();
if (reason !== undefined) console.warn(`!! Metrics are NOT TESTED with a real Prometheus: ${reason}`);

describe('a service that is watched', () => {
  let dataDir: string;
  let device: SshDevice;
  let receiver: WebhookReceiver;
  let collector: TraceCollector;
  let service: ServiceProcess;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'netpulse-monitoring-'));
    [device, receiver, collector] = await Promise.all([
      SshDevice.start({ commands: { 'show version': 'up' } }),
      WebhookReceiver.start(),
      TraceCollector.start(),
    ]);
    service = await ServiceProcess.start(dataDir, {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_BSP_SCHEDULE_DELAY: '50',
      NETPULSE_LOG_LEVEL: 'debug',
    });
    const job = aJob(device, { webhook: { url: receiver.url('/hook-secret') } });
    await service.api.run(job);
    await receiver.next();
    receiver.answerOnce(answers.status(500));
    await service.api.run({ ...job, command: 'no such command' });
    await receiver.next();
    await service.api.get('/jobs/no-such-job');
  });
  afterAll(async () => {
    await service.stop();
    await Promise.all([device.stop(), receiver.stop(), collector.stop()]);
    rmSync(dataDir, { recursive: true, force: true });
  });

  const metrics = async (): Promise<string> => (await service.api.get<string>('/metrics')).text;

  it('counts requests, jobs, commands, sessions and, from their thread, webhooks', async () => {
    await vi.waitFor(
      async () =>
        expect(await metrics()).toContain(
          'netpulse_webhook_deliveries_total{caller="basic",outcome="failed"} 1',
        ),
      SCRAPED,
    );

    const lines = (await metrics()).split('\n');

    expect(lines).toEqual(
      expect.arrayContaining([
        'netpulse_http_request_duration_seconds_count{method="POST",route="/jobs",status_code="202"} 2',
        'netpulse_http_request_duration_seconds_count{method="GET",route="/jobs/:id",status_code="404"} 1',
        'netpulse_jobs_ended_total{driver="netmiko",outcome="finished"} 1',
        'netpulse_jobs_ended_total{driver="netmiko",outcome="failed"} 1',
        'netpulse_jobs_ended_total{driver="netmiko",outcome="expired"} 0',
        'netpulse_jobs_ended_total{driver="napalm",outcome="failed"} 0',
        'netpulse_job_duration_seconds_count{driver="netmiko"} 2',
        'netpulse_job_queue_seconds_bucket{driver="netmiko",le="+Inf"} 2',
        'netpulse_command_duration_seconds_count{driver="netmiko",platform="cisco_ios"} 2',
        'netpulse_device_sessions{state="idle"} 1',
        'netpulse_device_sessions{state="in_use"} 0',
        'netpulse_queue_size{queue="jobs",state="waiting"} 0',
        'netpulse_queue_size{queue="jobs",state="in_line"} 0',
        'netpulse_queue_size{queue="deliveries",state="running"} 0',
        'netpulse_queue_oldest_waiting_seconds{queue="jobs"} 0',
        'netpulse_webhook_deliveries_total{caller="basic",outcome="delivered"} 1',
        'netpulse_webhook_deliveries_total{caller="event",outcome="failed"} 0',
        'netpulse_webhook_attempts_total{caller="basic",outcome="http_status"} 1',
        'netpulse_webhook_attempt_duration_seconds_count{caller="basic"} 2',
        'netpulse_webhook_destinations{state="active"} 1',
        'netpulse_workers{status="running"} 1',
        'netpulse_redis_up 1',
        expect.stringMatching(/^netpulse_event_loop_lag_seconds\{thread="main",quantile="0.99"\} /),
        expect.stringMatching(/^netpulse_event_loop_lag_seconds\{thread="deliveries",quantile="0.99"\} /),
        expect.stringMatching(/^process_cpu_seconds_total /),
      ]),
    );
  });

  it('names no device, no destination and no secret in them', async () => {
    const text = await metrics();

    for (const word of [...SECRETS, String(device.port), '127.0.0.1']) expect(text).not.toContain(word);
  });

  it('makes one trace from the request over queue, worker and device to the webhook', async () => {
    const client = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) };
    const job = aJob(device, { webhook: { url: receiver.url('/hook-secret') } });

    await service.api.post('/jobs', job, { traceparent: `00-${client.traceId}-${client.spanId}-01` });
    const webhook = await receiver.next();
    const trace = await vi.waitFor(() => {
      const spans = collector.trace(client.traceId);
      expect([...spans.keys()].sort()).toEqual(
        ['POST /jobs', 'deliver webhook', 'device command', 'queue job', 'run job'].sort(),
      );
      return spans;
    }, SCRAPED);

    const parentOf = (name: string): string | undefined => trace.get(name)?.parentSpanId;
    const idOf = (name: string): string | undefined => trace.get(name)?.spanId;
    expect(parentOf('POST /jobs')).toBe(client.spanId);
    expect(parentOf('queue job')).toBe(idOf('POST /jobs'));
    expect(parentOf('run job')).toBe(idOf('queue job'));
    expect(parentOf('device command')).toBe(idOf('run job'));
    expect(parentOf('deliver webhook')).toBe(idOf('run job'));
    expect(webhook.headers.traceparent).toBe(`00-${client.traceId}-${idOf('deliver webhook')}-01`);
    for (const secret of SECRETS) expect(collector.text).not.toContain(secret);
  });

  it('says in its log which job and which delivery a line is about', async () => {
    await service.says(/was not delivered/);

    const lines = service.output.split('\n').filter((line) => line.startsWith('{'));
    const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const failed = parsed.find(({ msg }) => String(msg).includes('was not delivered'));
    expect(failed).toMatchObject({
      job_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      delivery_id: `${String(failed?.job_id)}_failed`,
    });
  });

  it('gives its metrics to holders of the scope metrics only', async () => {
    const { body } = await service.api.post<{ key: string }>('/keys', { name: 'm', scopes: ['metrics'] });
    const { body: other } = await service.api.post<{ key: string }>('/keys', {
      name: 'o',
      scopes: ['jobs:read'],
    });
    const status = async (headers: Record<string, string>): Promise<number> =>
      (await fetch(`${service.url}/metrics`, { headers })).status;

    const statuses = await Promise.all([
      status({ Authorization: `Bearer ${body.key}` }),
      status({ Authorization: `Bearer ${other.key}` }),
      status({}),
    ]);

    expect(statuses).toEqual([200, 403, 401]);
  });

  it('shows the queues to holders of the scope admin only, and neither secrets nor outputs', async () => {
    const weaker = SCOPES.filter((scope) => scope !== 'admin');
    const { body: weak } = await service.api.post<{ key: string }>('/keys', { name: 'w', scopes: weaker });
    const status = async (path: string, headers: Record<string, string>): Promise<number> =>
      (await fetch(service.url + path, { headers, redirect: 'manual' })).status;
    const cookie = (await service.api.post('/admin/session', {})).headers.get('Set-Cookie') ?? '';
    const [session = ''] = cookie.split(';');
    const data = '/admin/queues/api/queues?activeQueue=jobs&status=latest&page=1&jobsPerPage=10';

    const { text } = await service.api.get<string>(data);

    expect(cookie).toMatch(/; Path=\/admin; Max-Age=28800; HttpOnly; SameSite=Strict$/);
    expect(text).toContain('"deviceType":"cisco_ios"');
    for (const word of [...SECRETS, 'show version', 'sealed']) expect(text).not.toContain(word);
    expect(await status(data, { Cookie: session })).toBe(200);
    expect(await status(data, { Cookie: `${session.slice(0, -3)}AAA` })).toBe(401);
    expect(await status(data, { 'X-API-KEY': weak.key })).toBe(403);
    expect(await status(data, {})).toBe(401);
    expect(await status('/admin/queues', { Accept: 'text/html' })).toBe(302);
  });

  it.skipIf(noBrowser !== undefined)('shows them in a browser that signs in with the key', async () => {
    const browser = await startBrowser();
    try {
      const page = await browser.newPage();
      const faults: string[] = [];
      page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
      await page.goto(`${service.url}/admin`);
      await page.locator('form img').evaluate((image: HTMLImageElement) => image.decode());
      await page.getByLabel('API key').fill('np_wrong');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').getByText('NetPulse does not know this key.').waitFor();
      expect(faults).toEqual([expect.stringContaining('401 (Unauthorized)')]);

      await page.goto(`${service.url}/console`);
      await page.goto(`${service.url}/admin#key=${readFileSync(join(dataDir, 'api-key'), 'utf8').trim()}`);
      await page.waitForURL(/\/admin\/queues/);
      await page.getByRole('link', { name: 'webhooks' }).first().waitFor();

      expect(await page.title()).toContain('NetPulse queues');
      expect(await page.locator('body').innerText()).not.toContain('fifo');
      expect(await page.evaluate('document.cookie')).toBe('');
    } finally {
      await browser.close();
    }
  });

  it('loads nothing at the start that is for who asks: traces, metrics, queues on a page, brokers, MCP, terminals', () => {
    const packages = packagesLoadedBy('main.js');
    const later =
      /opentelemetry|prom-client|bull-board|kafkajs|amqplib|modelcontextprotocol|zod|pino-pretty|libphonenumber/;

    expect(packages).toContain('ssh2');
    expect([...packages].filter((name) => later.test(name))).toEqual([]);
  });

  it('has every metric that the dashboard and the alert rules ask for', async () => {
    const known = new Set([...(await metrics()).matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name));
    const texts = [RULES, DASHBOARD].map((file) => readFileSync(file, 'utf8')).join('\n');
    const asked = new Set(
      [...texts.matchAll(/\b(netpulse|process)_[a-z_]+(?=[{)\s[\\])/g)].map(([name]) =>
        name.replace(/_(bucket|count)$/, ''),
      ),
    );

    expect(asked.size).toBeGreaterThan(15);
    expect([...asked].filter((name) => !known.has(name))).toEqual([]);
  });

  it.skipIf(reason !== undefined)("names its metrics by Prometheus' conventions", async () => {
    await checkMetrics(await metrics());
  });

  it.skipIf(reason !== undefined)('alert rules pass promtool and their own tests', async () => {
    expect(await promtool(MONITORING, 'check', 'rules', 'netpulse.rules.yml')).toContain('SUCCESS');
    expect(await promtool(MONITORING, 'test', 'rules', 'netpulse.rules.test.yml')).toContain('SUCCESS');
  });

  it.skipIf(reason !== undefined)('fills every panel of the dashboard from a real Prometheus', async () => {
    const key = readFileSync(join(dataDir, 'api-key'), 'utf8').trim();
    const prometheus = await PrometheusServer.start(new URL(service.url).host, key, RULES);
    try {
      await vi.waitFor(async () => expect([...(await prometheus.query('up'))][0]?.[1]).toBe(1), SCRAPED);
      const job = aJob(device, { webhook: { url: receiver.url('/hook-secret') } });
      receiver.answerOnce(answers.status(500));
      await service.api.run({ ...job, command: 'no such command' });
      await service.api.run(job);

      await vi.waitFor(async () => {
        const empty: string[] = [];
        for (const expression of dashboardQueries()) {
          const values = [...(await prometheus.query(expression)).values()];
          if (!values.some((value) => !Number.isNaN(value))) empty.push(expression);
        }
        expect(empty).toEqual([]);
      }, FILLED);
      const failed = '{"outcome":"failed"}';
      await vi.waitFor(async () => {
        const ended = await prometheus.query('sum by (outcome) (netpulse_jobs_ended_total)');
        expect(ended).toEqual(new Map([...ended, ['{"outcome":"finished"}', 3], [failed, 2]]));
      }, FILLED);
      const burst = await prometheus.query('sum by (outcome) (increase(netpulse_jobs_ended_total[1m]))');
      expect(burst.get(failed)).toBeGreaterThan(0);
    } finally {
      await prometheus.stop();
    }
  });

  it('tells jobs that wait for their device from those that further workers would run', async () => {
    const stuck = await SshDevice.start({ commands: { 'show slow': 'done' } });
    stuck.behavior.hangAt = 'show slow';
    const job = aJob(stuck, { command: 'show slow' });

    const jobs = await Promise.all([job, job, job].map((request) => service.api.submit(request)));

    const sizes = { running: 1, in_line: 2, waiting: 0 };
    await vi.waitFor(async () => {
      const lines = (await metrics()).split('\n');
      for (const [state, size] of Object.entries(sizes))
        expect(lines).toContain(`netpulse_queue_size{queue="jobs",state="${state}"} ${size}`);
    }, SCRAPED);
    await stuck.stop();
    await Promise.all(jobs.map(({ id }) => service.api.ended(id)));
  });

  it('joins requests with their jobs and batches in the log', async () => {
    const job = aJob(device);
    const { connection_args: args, ...common } = job;
    const devices = [{ connection_args: args }, { connection_args: args, device_name: 'b' }];

    const single = await service.api.post<{ id: string }>('/jobs', job);
    const bulk = await service.api.post<{ batch_id: string }>('/jobs/bulk', { ...common, devices });

    const joined = ({ headers }: ApiAnswer<unknown>, id: string): RegExp =>
      new RegExp(`"request_id":"${headers.get('x-request-id')}","${id}"`);
    await service.says(joined(single, `job_id":"${single.body.id}`));
    await service.says(joined(bulk, `batch_id":"${bulk.body.batch_id}`));
  });
});

interface Panel {
  readonly targets?: readonly { readonly expr: string }[];
}
interface Dashboard {
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly { readonly definition?: string }[] };
}

/** What Grafana asks Prometheus for, its variables put in: each panel's queries, and the choices of each variable. */
function dashboardQueries(): string[] {
  const { panels, templating } = JSON.parse(readFileSync(DASHBOARD, 'utf8')) as Dashboard;
  const queries = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
  const choices = templating.list.flatMap(({ definition = '' }) => {
    const [, metric, label] = /^label_values\((\w+), (\w+)\)$/.exec(definition) ?? [];
    return metric === undefined ? [] : [`count by (${label}) (${metric}{${label}!=""})`];
  });
  expect(queries.length).toBeGreaterThan(25);
  expect(choices).toHaveLength(1);
  return [...queries, ...choices].map((query) =>
    query.replaceAll('$__rate_interval', '30s').replaceAll('$instance', '.*'),
  );
}

/** What a file of the bundle imports, itself and by its chunks; what it would import later does not count. */
function packagesLoadedBy(file: string, seen = new Set<string>()): Set<string> {
  const text = readFileSync(join(BUNDLE, file), 'utf8');
  for (const [, name = ''] of text.matchAll(/^(?:import|export)\b[^'"();]*["']([^"']+)["']/gm)) {
    if (seen.has(name)) continue;
    seen.add(name);
    if (name.startsWith('./')) packagesLoadedBy(name, seen);
  }
  return seen;
}
