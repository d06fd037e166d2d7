import { Redis } from 'ioredis';
import { join } from 'node:path';
import { OwnedProcess } from './owned-process.js';
import { freePort } from '../lab/free-port.js';

/** A Redis that can be killed and started again over its append-only file. */
export class RedisServer {
  isReady = false;
  private process: OwnedProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly appendFsync: string,
    readonly port: number,
  ) {}

  static async start(folder: string, appendFsync: string): Promise<RedisServer> {
    const redis = new RedisServer(folder, appendFsync, await freePort());
    await redis.start();
    return redis;
  }

  /** Resolves when it has read its file and answers. */
  async start(): Promise<void> {
    const settings = {
      port: String(this.port),
      bind: '127.0.0.1',
      dir: this.folder,
      appendonly: 'yes',
      appendfsync: this.appendFsync,
      save: '',
      'maxmemory-policy': 'noeviction',
      loglevel: 'warning',
    };
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
    this.process = OwnedProcess.start(['redis-server', ...args], join(this.folder, 'redis.log'));
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

  /** To look into it with. The caller disconnects it. */
  client(): Redis {
    const client = new Redis(this.port, '127.0.0.1', { retryStrategy: () => 20, maxRetriesPerRequest: null });
    client.on('error', () => undefined);
    return client;
  }
}
