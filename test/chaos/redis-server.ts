import { Redis } from 'ioredis';
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { OwnedProcess } from './owned-process.js';
import { freePort } from '../lab/free-port.js';

const LOOK_MS = 100;

/** A Redis that can be killed and started again over its append-only file. */
export class RedisServer {
  isReady = false;
  private process: OwnedProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly appendFsync: string,
    readonly port: number,
  ) {}

  /**
   * @param folder for its data, its settings and its output
   * @param further settings of redis.conf, besides those that every Redis of a run has
   */
  static async start(
    folder: string,
    appendFsync: string,
    further: Readonly<Record<string, string>> = {},
  ): Promise<RedisServer> {
    const redis = new RedisServer(folder, appendFsync, await freePort());
    mkdirSync(folder, { recursive: true });
    writeFileSync(redis.settingsFile, redis.settings(further));
    await redis.start();
    return redis;
  }

  /** Resolves when it has read its file and answers. */
  async start(): Promise<void> {
    // Ignored, as on a full disk: a write that goes beyond the limit of `fillDisk` fails, and does not end the process.
    const command = ['env', '--ignore-signal=XFSZ', 'redis-server', this.settingsFile];
    this.process = OwnedProcess.start(command, join(this.folder, 'redis.log'));
    const client = this.client();
    try {
      await client.ping();
    } finally {
      client.disconnect();
    }
    this.isReady = true;
  }

  async kill(): Promise<void> {
    this.isReady = false;
    await this.process?.kill();
  }

  /** For good. */
  async stop(): Promise<void> {
    await this.kill();
  }

  /** Stops it in its tracks: its connections stay, and nothing is answered. */
  async freeze(forMs: number): Promise<void> {
    this.isReady = false;
    this.process?.signal('SIGSTOP');
    await sleep(forMs);
    this.process?.signal('SIGCONT');
    this.isReady = true;
  }

  /**
   * Has each of its writes to the disk fail, as a disk does that is full. With `appendfsync always` it ends itself by that, and
   * is started again; else it refuses writes until there is room.
   *
   * @returns whether it has ended
   */
  async fillDisk(forMs: number, appendFsync: string): Promise<boolean> {
    const redis = this.process;
    if (!redis) return false;
    this.isReady = false;
    const client = this.client();
    try {
      await client.config('SET', 'appendfsync', appendFsync);
      await limitFiles(redis.pid, '0');
      await Promise.race([sleep(forMs), redis.ended]);
      await Promise.race([this.makeRoom(redis, client), redis.ended]);
    } finally {
      client.disconnect();
    }
    if (redis.hasEnded) await this.start();
    else this.isReady = true;
    return redis.hasEnded;
  }

  /** To look into it with. The caller disconnects it. */
  client(): Redis {
    const client = new Redis(this.port, '127.0.0.1', { retryStrategy: () => 20, maxRetriesPerRequest: null });
    client.on('error', () => undefined);
    return client;
  }

  /** Resolves when it has written what it could not: killed before, it would lose what it has acknowledged. */
  private async makeRoom(redis: OwnedProcess, client: Redis): Promise<void> {
    if (redis.hasEnded) return;
    await limitFiles(redis.pid, 'unlimited').catch((error: unknown) => {
      if (!/No such process/.test(String(error))) throw error;
    });
    while (!/aof_last_write_status:ok/.test(await client.info('persistence'))) await sleep(LOOK_MS);
    await client.config('SET', 'appendfsync', this.appendFsync);
  }

  /** Sentinel writes into it which role the server has. */
  private get settingsFile(): string {
    return join(this.folder, 'redis.conf');
  }

  private settings(further: Readonly<Record<string, string>>): string {
    const all = {
      port: String(this.port),
      bind: '127.0.0.1',
      dir: this.folder,
      appendonly: 'yes',
      appendfsync: this.appendFsync,
      save: '""',
      'maxmemory-policy': 'noeviction',
      loglevel: 'warning',
      ...further,
    };
    return Object.entries(all)
      .map(([name, value]) => `${name} ${value}\n`)
      .join('');
  }
}

/** util-linux. The soft limit alone: it can be raised again without privileges. */
async function limitFiles(pid: number, bytes: string): Promise<void> {
  await promisify(execFile)('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`]);
}
