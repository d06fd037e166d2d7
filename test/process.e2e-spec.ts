import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aJob } from './harness/job-requests.js';
import { RedisServer } from './harness/redis-server.js';
import { ServiceProcess } from './harness/service-process.js';
import { TcpProxy } from './harness/tcp-proxy.js';
import { freePort } from './lab/free-port.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import { selfSigned } from './lab/webhook-receiver/certificates.js';

describe('the process', () => {
  let dataDir: string;
  let service: ServiceProcess | undefined;

  beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'netpulse-process-'))));
  afterEach(async () => {
    await service?.stop('SIGTERM');
    service = undefined;
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('starts without any setting but a port and a folder, and makes keys that only its owner can read', async () => {
    service = await ServiceProcess.start(dataDir);

    expect((await service.api.get('/jobs')).status).toBe(200);
    // What is loaded only when somebody asks for it is in the build as well.
    const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
    const accept = { Accept: 'application/json, text/event-stream' };
    expect((await service.api.post('/mcp', list, accept)).text).toContain('run_command');
    for (const file of ['api-key', 'encryption-key'])
      expect(statSync(join(dataDir, file)).mode & 0o777).toBe(0o600);
  });

  it('prints its key to a terminal only: not into a log', async () => {
    service = await ServiceProcess.start(dataDir);

    expect(service.output).toContain('api-key');
    expect(service.output).not.toMatch(/np_[\w-]{20}/);
  });

  it('prints its key to the terminal of the person who starts it', async () => {
    service = await ServiceProcess.startInTerminal(dataDir);

    const key = readFileSync(join(dataDir, 'api-key'), 'utf8').trim();
    await service.says(new RegExp(`API key +${key} +\\(kept in ${dataDir}/api-key\\)`));
    expect(service.output).toContain(`/docs#key=${key}`);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends in order on %s', async (signal) => {
    const process = await ServiceProcess.start(dataDir);

    expect(await process.stop(signal)).toEqual({ code: 0, signal: null });
  });

  it('ends with 0 when Redis goes while it waits for a running job', async () => {
    const redis = await RedisServer.start();
    const proxy = await TcpProxy.start(redis.port);
    const device = await SshDevice.start({ commands: { 'show version': 'up' } });
    device.behavior.hangAt = 'show version';
    const process = await ServiceProcess.start(dataDir, {
      NETPULSE_REDIS_URL: `redis://127.0.0.1:${proxy.port}`,
      NETPULSE_HOST_KEYS: 'off',
      NETPULSE_SHUTDOWN_GRACE: '3',
    });
    await process.api.submit(aJob(device));
    await vi.waitFor(() => expect(device.log).toContain('show version'), { timeout: 10_000, interval: 20 });
    // What the worker asks of Redis after its word is answered so late that Redis is gone by then.
    proxy.latencyMs = 300;

    const stopped = process.stop('SIGTERM');
    await process.says(/Waiting up to 3 s for 1 jobs/);
    await Promise.all([proxy.stop(), redis.stop()]);

    expect(await stopped).toEqual({ code: 0, signal: null });
    await device.stop();
  }, 60_000);

  it('stops the start on wrong settings and names variable, fault and what is allowed', async () => {
    const process = ServiceProcess.spawn(dataDir, {
      NETPULSE_CONCURRENCY: 'many',
      NETPULSE_LOG_LEVEL: 'loud',
    });

    expect((await process.end()).code).toBe(78);
    expect(process.output).toContain(
      'NETPULSE_CONCURRENCY is "many"; allowed: a whole number from 1 to 10000',
    );
    expect(process.output).toContain('NETPULSE_LOG_LEVEL is "loud"; allowed: one of');
  });

  it('says that it waits for a Redis that cannot be reached, and can be stopped meanwhile', async () => {
    const closedPort = await freePort();
    const process = ServiceProcess.spawn(dataDir, {
      NETPULSE_REDIS_URL: `redis://:hunter2@127.0.0.1:${closedPort}`,
    });

    await process.says(/Waiting for Redis at redis:\/\/127\.0\.0\.1:\d+: .*ECONNREFUSED/);

    expect((await process.stop('SIGTERM')).code).toBe(0);
    expect(process.output).not.toContain('hunter2');
  });

  it('says which port is taken', async () => {
    service = await ServiceProcess.start(dataDir);
    const taken = /ready at http:\/\/[^:]+:(\d+)/.exec(service.output)?.[1] ?? '';
    const otherDir = mkdtempSync(join(tmpdir(), 'netpulse-process-'));

    const second = ServiceProcess.spawn(otherDir, { NETPULSE_PORT: taken });

    expect((await second.end()).code).toBe(1);
    expect(second.output).toContain(`NETPULSE_PORT is ${taken}, and somebody listens on 127.0.0.1:${taken}`);
    expect(second.output).not.toContain('EADDRINUSE');
    rmSync(otherDir, { recursive: true, force: true });
  });

  it.each([
    ['NETPULSE_HOST', '999.1.1.1', 'no address of this machine; allowed:'],
    ['NETPULSE_DATA_DIR', import.meta.filename, 'allowed: a folder'],
  ])('says that %s=%s will not do, and what is allowed', async (variable, value, allowed) => {
    const process = ServiceProcess.spawn(dataDir, { [variable]: value });

    expect((await process.end()).code).toBe(1);
    expect(process.output).toMatch(new RegExp(`${variable} is .{1,2}${value}`));
    expect(process.output).toContain(allowed);
  });

  it('keeps its data in a Redis over TLS that has a password and a certificate of a private CA', async () => {
    const [cert, key] = [join(dataDir, 'cert.pem'), join(dataDir, 'key.pem')];
    const pair = await selfSigned(['IP:127.0.0.1']);
    writeFileSync(cert, pair.cert);
    writeFileSync(key, pair.key);
    const port = String(await freePort());
    const tls = ['--tls-port', port, '--tls-cert-file', cert, '--tls-key-file', key];
    const redis = await RedisServer.start(...tls, '--tls-auth-clients', 'no');
    await redis.command('CONFIG', 'SET', 'requirepass', 's3cret:x');

    const process = await ServiceProcess.start(dataDir, {
      NETPULSE_REDIS_URL: `rediss://:${encodeURIComponent('s3cret:x')}@127.0.0.1:${port}`,
      NODE_EXTRA_CA_CERTS: cert,
    });
    const made = await process.api.post('/keys', { name: 'ci', scopes: ['jobs:read'] });
    const end = await process.stop();
    await redis.stop();

    expect(made.status).toBe(201);
    expect(end.code).toBe(0);
    expect(process.output).not.toContain('s3cret');
    expect(existsSync(join(dataDir, 'redis'))).toBe(false);
  });

  it('says that another service has the data folder', async () => {
    service = await ServiceProcess.start(dataDir);

    const second = ServiceProcess.spawn(dataDir);

    expect((await second.end()).code).toBe(1);
    expect(second.output).toContain(dataDir);
  });
});
