import { Redis } from 'ioredis';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { PrivateRedis } from './private-redis.js';
import { identify, isRunning, parseIdentity } from './process-identity.js';

const SOURCE = import.meta.dirname;

let root: string;
let dataDir: string;
let lines: string[];
const logger = { info: note, warn: note, error: note };
const running = new Set<PrivateRedis>();
const children = new Set<ChildProcess>();

function note(line: string): void {
  lines.push(line);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'netpulse-redis-'));
  dataDir = join(root, 'data');
  lines = [];
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const redis of running) await redis.stop();
  await stopLeftover();
  children.clear();
  running.clear();
  rmSync(root, { recursive: true, force: true });
});

async function start(folder = dataDir): Promise<PrivateRedis> {
  const redis = await PrivateRedis.start({ dataDir: folder, logger });
  running.add(redis);
  return redis;
}

async function stop(redis: PrivateRedis): Promise<void> {
  running.delete(redis);
  await redis.stop();
}

function serverOf(folder = dataDir): { pid: number; startedAt: string } | undefined {
  return parseIdentity(readFileSync(join(folder, 'redis', 'process.json'), 'utf8'));
}

async function stopLeftover(): Promise<void> {
  try {
    const left = serverOf();
    if (left && isRunning(left)) process.kill(left.pid, 'SIGKILL');
  } catch {
    // No server was started in this folder.
  }
}

async function ask<T>(redis: { socketPath: string }, question: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(redis.socketPath);
  client.on('error', () => undefined);
  try {
    return await question(client);
  } finally {
    client.disconnect();
  }
}

/** A service as a process of its own, which can be killed: only the private Redis, compiled as the build does it. */
async function startProcess(path?: string): Promise<{ child: ChildProcess; output: string }> {
  const compiled = join(root, 'compiled');
  mkdirSync(compiled, { recursive: true });
  writeFileSync(join(compiled, 'package.json'), '{"type":"module"}');
  for (const file of readdirSync(SOURCE).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'),
  )) {
    const { outputText } = ts.transpileModule(readFileSync(join(SOURCE, file), 'utf8'), {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    writeFileSync(join(compiled, file.replace(/\.ts$/, '.js')), outputText);
  }
  const module = pathToFileURL(join(compiled, 'private-redis.js')).href;
  const code = `
    const { PrivateRedis } = await import(${JSON.stringify(module)});
    const say = (line) => console.log(line);
    await PrivateRedis.start({ dataDir: ${JSON.stringify(dataDir)}, logger: { info: say, warn: say, error: say } });
    console.log('READY');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    env: path === undefined ? process.env : { ...process.env, PATH: path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let output = '';
  const collect = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const exited = once(child, 'exit');
  await Promise.race([
    exited,
    vi.waitUntil(() => output.includes('READY'), { timeout: 15_000, interval: 10 }),
  ]);
  return { child, output };
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** A PATH with Redis and nothing else: no setpriv. */
function bareRedisPath(): string {
  const folder = join(root, 'bin');
  mkdirSync(folder, { recursive: true });
  const program = execFileSync('sh', ['-c', 'command -v redis-server valkey-server || true'], {
    encoding: 'utf8',
  });
  symlinkSync(program.split('\n')[0] ?? '', join(folder, 'redis-server'));
  return folder;
}

it('answers on a unix socket, keeps everything on disk, evicts nothing and has no TCP port', async () => {
  const redis = await start();

  const config = await ask(redis, (client) =>
    client.config('GET', 'port', 'appendonly', 'appendfsync', 'save', 'maxmemory-policy', 'unixsocketperm'),
  );

  expect(config).toEqual(
    expect.arrayContaining(['port', '0', 'appendonly', 'yes', 'everysec', 'noeviction', '700']),
  );
  expect(redis.socketPath.startsWith(dataDir)).toBe(true);
});

it('keeps its data from one start to the next', async () => {
  const first = await start();
  await ask(first, (client) => client.set('job', 'queued'));
  await stop(first);

  const second = await start();

  expect(await ask(second, (client) => client.get('job'))).toBe('queued');
});

it('leaves no process and no lock behind when it stops', async () => {
  const redis = await start();
  const server = serverOf();
  await stop(redis);

  expect(server && identify(server.pid)).toBeUndefined();
  expect(readdirSync(dataDir)).toEqual(['redis']);
});

it('starts the server again with its data when it dies', async () => {
  const redis = await start();
  await ask(redis, (client) => client.set('job', 'queued'));
  const first = serverOf();

  if (first) process.kill(first.pid, 'SIGTERM');

  await vi.waitUntil(() => lines.includes('The private Redis runs again'), { timeout: 10_000 });
  expect(await ask(redis, (client) => client.get('job'))).toBe('queued');
  expect(serverOf()).not.toEqual(first);
  expect(lines.filter((line) => line.includes('starting it again'))).toHaveLength(1);
});

it('serves from a data folder whose path is too long for a unix socket, with the same socket each time', async () => {
  const deep = join(dataDir, 'a-folder-with-a-long-name'.repeat(3), 'and-one-more-below-it'.repeat(3));
  const first = await start(deep);
  await ask(first, (client) => client.set('job', 'queued'));
  await stop(first);

  const second = await start(deep);

  expect(Buffer.byteLength(second.socketPath)).toBeLessThan(108);
  expect(second.socketPath).toBe(first.socketPath);
  expect(await ask(second, (client) => client.get('job'))).toBe('queued');
  await stop(second);
  rmSync(dirname(second.socketPath), { recursive: true });
});

it('refuses a data folder in which another service runs, and leaves that one alone', async () => {
  const redis = await start();

  await expect(start()).rejects.toThrow(
    new RegExp(`process ${process.pid}\\) uses the data folder .*NETPULSE_DATA_DIR`),
  );

  expect(await ask(redis, (client) => client.ping())).toBe('PONG');
});

it('says what the server complained of when it cannot start', async () => {
  mkdirSync(join(dataDir, 'redis', 'appendonlydir'), { recursive: true });
  writeFileSync(join(dataDir, 'redis', 'appendonlydir', 'appendonly.aof.manifest'), 'nonsense\n');

  await expect(start()).rejects.toThrow(/The private Redis ended .*It said: .*/s);

  expect(readdirSync(dataDir)).not.toContain('service.lock');
});

it('ends its server when the service is killed, where the system can do that', async () => {
  const { child } = await startProcess();
  const server = serverOf();
  await kill(child);

  await vi.waitUntil(() => server && !isRunning(server), { timeout: 10_000 });
  const next = await start();

  expect(await ask(next, (client) => client.ping())).toBe('PONG');
});

it('takes over the server of a killed service with its data, and stops it in the end', async () => {
  const { child } = await startProcess(bareRedisPath());
  const server = serverOf();
  await ask({ socketPath: join(dataDir, 'redis.sock') }, (client) => client.set('job', 'queued'));
  await kill(child);

  const next = await start();

  expect(serverOf()).toEqual(server);
  expect(lines).toContain('Took over the private Redis that an earlier service left running');
  expect(await ask(next, (client) => client.get('job'))).toBe('queued');
  await stop(next);
  expect(server && isRunning(server)).toBe(false);
});

it('says how to get a Redis when there is none', async () => {
  const { output } = await startProcess('/nowhere');

  expect(output).toContain('Neither redis-server nor valkey-server is on the PATH');
});
