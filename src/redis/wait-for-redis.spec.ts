import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRedisProgram } from './redis-program.js';
import { pingSocket } from './ping-socket.js';
import { redisEndpoint } from './redis-endpoint.js';
import { RedisUnusableError, waitForRedis } from './wait-for-redis.js';

const PASSWORD = 'correct-horse';

let folder: string;
let lines: string[];
const logger = { info: note, warn: note, error: note };
const servers: Server[] = [];
const children: ChildProcess[] = [];

function note(line: string): void {
  lines.push(line);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netpulse-wait-'));
  lines = [];
});

afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  for (const child of children.splice(0)) {
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }
  rmSync(folder, { recursive: true, force: true });
});

/** A server of somebody else, with a TCP port. */
async function startRedis(port: number, ...args: string[]): Promise<void> {
  const { command, leadingArgs } = await findRedisProgram();
  const socket = join(folder, 'redis.sock');
  const own = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--unixsocket',
    socket,
    '--save',
    '',
    '--dir',
    folder,
  ];
  children.push(spawn(command, [...leadingArgs, ...own, ...args], { stdio: 'ignore' }));
  await vi.waitUntil(async () => (await pingSocket(socket)) === 'ready' || args.includes('--requirepass'), {
    timeout: 5_000,
  });
}

/** Something that listens and is no Redis. */
function listen(greeting: string): Promise<number> {
  return listenWith((socket) => socket.end(greeting));
}

async function listenWith(serve: (socket: Socket) => unknown): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    serve(socket);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const port = await listen('');
  const server = servers.pop();
  server?.close();
  if (server) await once(server, 'close');
  return port;
}

const waitFor = (url: string, signal?: AbortSignal): Promise<void> =>
  waitForRedis(redisEndpoint(url), logger, signal);

it('says once that it waits, for what and why, and goes on when Redis is there', async () => {
  const port = await freePort();
  const waiting = waitFor(`redis://:${PASSWORD}@127.0.0.1:${port}`);
  await vi.waitUntil(() => lines.length > 0, { timeout: 5_000 });

  await startRedis(port, '--requirepass', PASSWORD, '--maxmemory-policy', 'noeviction');
  await waiting;

  expect(lines).toEqual([
    expect.stringMatching(new RegExp(`^Waiting for Redis at redis://127.0.0.1:${port}: .*ECONNREFUSED`)),
    `Redis at redis://127.0.0.1:${port} answers`,
  ]);
});

it('says nothing when Redis is there at once', async () => {
  const port = await freePort();
  await startRedis(port);

  await waitFor(`redis://127.0.0.1:${port}`);

  expect(lines).toEqual([]);
});

it('refuses a Redis that is too old', async () => {
  const port = await freePort();
  await startRedis(port);
  const aged = await listenWith((socket) => {
    const redis = connect(port, '127.0.0.1').on('error', () => undefined);
    socket.on('data', (sent) => redis.write(sent)).on('close', () => redis.destroy());
    redis.on('data', (said) =>
      socket.write(said.toString().replace(/^redis_version:\d/m, 'redis_version:6')),
    );
  });

  const waiting = waitFor(`redis://127.0.0.1:${aged}`);

  await expect(waiting).rejects.toThrow(/it is version 6\.\S+, and NetPulse needs 7\.0 or later/);
});

it('warns of a Redis that may drop jobs', async () => {
  const port = await freePort();
  await startRedis(port, '--maxmemory-policy', 'allkeys-lru');

  await waitFor(`redis://127.0.0.1:${port}`);

  expect(lines).toEqual([expect.stringContaining('maxmemory-policy allkeys-lru')]);
});

it.each([
  ['a wrong password', 'redis://:wrong-horse@'],
  ['no password', 'redis://'],
])('refuses %s at once, without showing one', async (_what, prefix) => {
  const port = await freePort();
  await startRedis(port, '--requirepass', PASSWORD);
  await waitFor(`redis://:${PASSWORD}@127.0.0.1:${port}`);

  const error: unknown = await waitFor(`${prefix}127.0.0.1:${port}`).catch((reason: unknown) => reason);

  expect(error).toBeInstanceOf(RedisUnusableError);
  expect(String(error)).toMatch(/refuses the user or password/);
  expect(String(error)).not.toMatch(/horse/);
});

it('refuses a database that does not exist', async () => {
  const port = await freePort();
  await startRedis(port);

  await expect(waitFor(`redis://127.0.0.1:${port}/99`)).rejects.toThrow(/DB index is out of range/);
});

it.each(['HTTP/1.1 400 Bad Request\r\n\r\n', 'SSH-2.0-OpenSSH_9.2\r\n'])(
  'refuses what greets with %j at once',
  async (greeting) => {
    const port = await listen(greeting);

    await expect(waitFor(`redis://127.0.0.1:${port}`)).rejects.toThrow('what answers there is not Redis');
  },
);

it('refuses a TLS certificate that nobody vouches for', async () => {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const openssl = execFile('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'],
    ...['-subj', '/CN=127.0.0.1', '-keyout', key, '-out', cert],
  ]);
  await once(openssl, 'exit');
  const port = await freePort();
  await startRedis(
    0,
    '--tls-port',
    String(port),
    '--tls-key-file',
    key,
    '--tls-cert-file',
    cert,
    '--tls-ca-cert-file',
    cert,
  );

  await expect(waitFor(`rediss://127.0.0.1:${port}`)).rejects.toThrow(/TLS fails \(.*certificate/);
});

it('stops waiting when it is told to', async () => {
  const port = await freePort();
  const giveUp = new AbortController();
  const waiting = waitFor(`redis://127.0.0.1:${port}`, giveUp.signal);
  await vi.waitUntil(() => lines.length > 0, { timeout: 5_000 });

  giveUp.abort();

  await expect(waiting).rejects.toThrow(/abort/i);
});
