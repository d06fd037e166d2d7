import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { findRedisProgram } from '../../src/redis/redis-program.js';
import { freePort } from '../lab/free-port.js';

const SENTINEL_FILE = 'sentinel.conf';

/** A real redis-server on a loopback port, with an append-only file, that can be killed and started again with its data. */
export class RedisServer {
  private child: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly args: readonly string[],
  ) {}

  /** @param args further ones of redis-server, such as `--replicaof` */
  static async start(...args: string[]): Promise<RedisServer> {
    const folder = mkdtempSync(join(tmpdir(), 'netpulse-redis-server-'));
    const server = new RedisServer(await freePort(MAX_PORT), folder, args);
    await server.restart();
    return server;
  }

  /** A sentinel that watches a primary, alone, and finds it dead within a second. */
  static async startSentinel(name: string, primary: RedisServer): Promise<RedisServer> {
    const folder = mkdtempSync(join(tmpdir(), 'netpulse-redis-sentinel-'));
    const watch = [
      `sentinel monitor ${name} 127.0.0.1 ${primary.port} 1`,
      `sentinel down-after-milliseconds ${name} 700`,
      `sentinel failover-timeout ${name} 5000`,
      ...(primary.password === undefined ? [] : [`sentinel auth-pass ${name} ${primary.password}`]),
    ];
    writeFileSync(join(folder, SENTINEL_FILE), watch.join('\n'));
    const server = new RedisServer(await freePort(MAX_PORT), folder, ['--sentinel']);
    await server.restart();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it again after {@link kill}, with the data that it had; resolves when it answers. */
  async restart(): Promise<void> {
    const { command, leadingArgs } = await findRedisProgram();
    const own = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder];
    const all = this.isSentinel ? this.sentinelArgs(own) : [...own, '--appendonly', 'yes', '--save', ''];
    this.child = spawn(command, [...leadingArgs, ...all, ...this.args], { stdio: 'ignore' });
    await this.command('PING');
  }

  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  /** Has the server do something, over a connection of its own; waits for a server that still starts. */
  async command(name: string, ...args: string[]): Promise<unknown> {
    const login = this.password === undefined ? {} : { password: this.password };
    const client = new Redis(this.url, { ...login, retryStrategy: () => 20, maxRetriesPerRequest: null });
    client.on('error', () => undefined);
    try {
      return await client.call(name, ...args);
    } finally {
      client.disconnect();
    }
  }

  /** What clients have to log in with; undefined for a server that asks for nothing. */
  get password(): string | undefined {
    const option = this.args.indexOf('--requirepass');
    return option < 0 ? undefined : this.args[option + 1];
  }

  private get isSentinel(): boolean {
    return this.args.includes('--sentinel');
  }

  /** The file comes first: a sentinel writes what it learns into it. */
  private sentinelArgs(own: readonly string[]): string[] {
    return [join(this.folder, SENTINEL_FILE), ...own];
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A cluster's nodes talk on another port, 10,000 above. */
const MAX_PORT = 55_535;
