// Records what a version of NetPulse has in its Redis and data folder, for test/upgrade.e2e-spec.ts:
//   git clone . /tmp/old && cd /tmp/old && git checkout <commit> && node scripts/setup.mjs
//   node test/upgrade/record.mjs /tmp/old    (in this clone, built)
// It works with the old version over REST only, kills it in the middle of a job, and writes test/upgrade/<commit>.json.
import { Redis } from 'ioredis';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../dist/test/lab/free-port.js';
import { SshDevice } from '../../dist/test/lab/ssh-device/ssh-device.js';
import { status } from '../../dist/test/lab/webhook-receiver/answers.js';
import { WebhookReceiver } from '../../dist/test/lab/webhook-receiver/webhook-receiver.js';
import { COMMANDS, CREDENTIAL_VARIABLES, PLACES, SIGNING_SECRET } from './places.mjs';
import { dumpOf } from './redis-dump.mjs';

const DEADLINE_MS = 30_000;
/** Processes of this very boot would be found dead at once; the test is for the harder case of another machine. */
const OTHER_BOOT_ID = '11111111-2222-3333-4444-555555555555';
const HANGING_COMMAND = 'show hang';

const checkout = process.argv[2];
if (checkout === undefined) throw new Error('Which checkout? node test/upgrade/record.mjs <folder>');
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
  cwd: checkout,
  encoding: 'utf8',
}).trim();
const folder = mkdtempSync(join(tmpdir(), 'netpulse-record-'));
const owned = [];

try {
  await record();
} finally {
  for (const stop of owned.reverse()) await stop();
  rmSync(folder, { recursive: true, force: true });
}

async function record() {
  const redisPort = await freePort();
  own(spawn('redis-server', ['--port', redisPort, '--save', '', '--dir', folder], { stdio: 'ignore' }));
  const device = await SshDevice.start({ commands: COMMANDS, listen: PLACES.device });
  const slow = await SshDevice.start({ commands: COMMANDS, listen: PLACES.slowDevice });
  slow.behavior.hangAt = HANGING_COMMAND;
  const receiver = await WebhookReceiver.start(PLACES.receiver);
  const broken = await WebhookReceiver.start(PLACES.brokenReceiver);
  broken.answer = status(500);
  for (const part of [device, slow, receiver, broken]) owned.push(() => part.stop());

  const service = startService(redisPort);
  const call = caller(await readyAt(service));
  const made = await makeData(call, receiver, broken);
  const expected = await expectations(call, made);
  service.kill('SIGKILL');
  await once(service, 'exit');

  const redis = new Redis(redisPort);
  const recording = {
    commit,
    recordedAt: Date.now(),
    files: Object.fromEntries(['api-key', 'encryption-key'].map((name) => [name, inDataFolder(name)])),
    expected,
    redis: await dumpOf(redis),
  };
  redis.disconnect();
  const file = join(import.meta.dirname, `${commit}.json`);
  writeFileSync(file, `${JSON.stringify(recording, null, 1).replaceAll(bootId(), OTHER_BOOT_ID)}\n`);
  console.log(`${file}: ${recording.redis.length} keys`);
}

/** One of everything that outlives a process. */
async function makeData(call, receiver, broken) {
  const to = (place, path) => ({ url: `http://${place.host}:${place.port}${path}` });
  const login = { device_type: 'cisco_ios', username: 'admin', password: 'pwd123' };
  const job = (place, changes = {}) => ({
    driver: 'netmiko',
    connection_args: { ...login, ...place },
    command: 'show version',
    result_ttl: 30 * 86_400,
    ...changes,
  });
  const submit = async (request, headers) => (await call('POST', '/jobs', request, headers)).id;
  const ended = (id) => call('GET', `/jobs/${id}?wait=30`);

  const key = await call('POST', '/keys', { name: 'reader', scopes: ['jobs:read'] });
  await call('POST', '/webhooks/subscriptions', {
    ...to(PLACES.receiver, '/subscription'),
    name: 'event',
    secret: SIGNING_SECRET,
    events: ['job.failed'],
  });
  const webhook = (path, changes = {}) => ({
    ...to(PLACES.receiver, path),
    secret: SIGNING_SECRET,
    ...changes,
  });
  const idempotent = job(PLACES.device, { webhook: webhook('/finished') });
  const finished = await submit(idempotent, { 'Idempotency-Key': 'recorded' });
  const failed = await submit(job(PLACES.device, { command: 'show nonsense' }));
  const bulk = await call('POST', '/jobs/bulk', {
    ...job(PLACES.device),
    devices: [{}, { command: 'show clock' }],
  });
  const dead = await submit(
    job(PLACES.device, { webhook: { ...to(PLACES.brokenReceiver, '/dead'), secret: SIGNING_SECRET } }),
  );
  const retried = await submit(
    job(PLACES.device, {
      webhook: {
        ...to(PLACES.brokenReceiver, '/retried'),
        headers: { 'X-Team': 'noc' },
        max_retries: 3,
        retry_intervals: [30],
      },
    }),
  );
  for (const id of [finished, failed, dead, retried, ...bulk.succeeded.map(({ id }) => id)]) await ended(id);
  await until(() => receiver.requests.length >= 2 && broken.requests.length >= 2);

  const active = await submit(
    job(PLACES.slowDevice, { command: HANGING_COMMAND, webhook: webhook('/lost') }),
  );
  await until(async () => (await call('GET', `/jobs/${active}`)).status === 'started');
  const waiting = await submit(job(PLACES.slowDevice, { webhook: webhook('/waiting') }));
  const withCredential = await submit(
    job(PLACES.slowDevice, {
      connection_args: { device_type: 'cisco_ios', ...PLACES.slowDevice },
      credential: { name: 'env', ref: 'LAB' },
      command: 'show clock',
    }),
  );
  const openBulk = await call('POST', '/jobs/bulk', {
    ...job(PLACES.slowDevice, { webhook: webhook('/batch', { events: ['batch.completed'] }) }),
    devices: [{}, { command: 'show clock' }],
  });
  const canceled = await submit(job(PLACES.slowDevice));
  await call('DELETE', `/jobs/${canceled}`);
  const expired = await submit(job(PLACES.slowDevice, { ttl: 1 }));
  await ended(expired);
  const again = await submit(job(PLACES.absentDevice, { retry: { max: 5, on: ['ConnectionFailed'] } }));
  await until(async () => (await call('GET', `/jobs/${again}`)).attempts >= 1);
  await until(async () => (await call('GET', `/jobs/${again}`)).status === 'queued');
  return {
    key,
    idempotent,
    ids: { finished, failed, canceled, expired, dead, retried, active, waiting, withCredential, again },
    batches: { ended: bulk.batch_id, open: openBulk.batch_id },
  };
}

/** What the old version itself answers, moments before its end. */
async function expectations(call, { key, idempotent, ids, batches }) {
  const jobs = {};
  for (const [name, id] of Object.entries(ids)) jobs[name] = await call('GET', `/jobs/${id}`);
  const deliveries = await call('GET', '/webhooks/deliveries?limit=100');
  return {
    key: key.key,
    idempotent,
    jobs,
    batches: {
      ended: await call('GET', `/jobs/batches/${batches.ended}`),
      open: await call('GET', `/jobs/batches/${batches.open}`),
    },
    jobIds: (await call('GET', '/jobs?limit=100')).map(({ id }) => id),
    deliveries,
    subscriptions: await call('GET', '/webhooks/subscriptions'),
    keys: await call('GET', '/keys'),
    audit: await call('GET', '/audit?limit=100'),
  };
}

function startService(redisPort) {
  const environment = {
    ...process.env,
    ...CREDENTIAL_VARIABLES,
    NETPULSE_PORT: '0',
    NETPULSE_DATA_DIR: folder,
    NETPULSE_REDIS_URL: `redis://127.0.0.1:${redisPort}`,
  };
  const main = join(checkout, 'dist/bundle/main.js');
  return own(spawn(process.execPath, [main], { cwd: folder, env: environment }));
}

function readyAt(service) {
  return new Promise((resolve, reject) => {
    let output = '';
    service.once('exit', () => reject(new Error(output)));
    service.stderr.on('data', (chunk) => (output += chunk));
    service.stdout.on('data', (chunk) => {
      output += chunk;
      const url = /ready at (http:\/\/[^\s"]+)/.exec(output)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
}

function caller(url) {
  const apiKey = inDataFolder('api-key');
  return async (method, path, body, headers = {}) => {
    const answer = await fetch(url + path, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: {
        'X-API-KEY': apiKey,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  };
}

async function until(holds) {
  const deadline = performance.now() + DEADLINE_MS;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Not in time: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function bootId() {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

function inDataFolder(name) {
  return readFileSync(join(folder, name), 'utf8').trim();
}

function own(child) {
  owned.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  return child;
}
