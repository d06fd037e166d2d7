import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ChaosOptions } from './chaos-options.js';
import type { Handles } from './history.js';
import { Link } from './link.js';
import { Member } from './member.js';
import { RedisServer } from './redis-server.js';

/** Sessions that nobody uses are gone soon: at rest, handles can be counted. */
const SESSION_IDLE_SECONDS = '5';

/** One Redis, and the api and worker processes over it. */
export class Cluster {
  private readonly restarting = new Set<Promise<void>>();
  private isOver = false;

  private constructor(
    readonly redis: RedisServer,
    readonly apis: readonly Member[],
    readonly workers: readonly Member[],
    readonly apiKey: string,
  ) {}

  /** @param folder for data and output */
  static async start(options: ChaosOptions, folder: string): Promise<Cluster> {
    const redisFolder = join(folder, 'redis');
    mkdirSync(redisFolder, { recursive: true });
    const redis = await RedisServer.start(redisFolder, options.appendFsync);
    const apiKey = randomBytes(16).toString('hex');
    const common = {
      NETPULSE_API_KEY: apiKey,
      NETPULSE_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      NETPULSE_HOST_KEYS: 'off',
      NETPULSE_SESSION_IDLE: SESSION_IDLE_SECONDS,
      // One process a worker to start, not two programs: starts are what limits the rate of kills.
      NETPULSE_WEBHOOK_THREAD: 'false',
      NETPULSE_WEBHOOK_BREAKER_COOLDOWN: '1',
    };
    const members = async (role: 'api' | 'worker', count: number): Promise<Member[]> =>
      Promise.all(
        Array.from({ length: count }, async (_, index) => {
          const name = `${role}-${index + 1}`;
          const link = await Link.start(redis.port);
          const environment = {
            ...common,
            NETPULSE_ROLE: role,
            NETPULSE_PORT: '0',
            NETPULSE_DATA_DIR: join(folder, name),
            NETPULSE_REDIS_URL: `redis://127.0.0.1:${link.port}`,
          };
          const without = role === 'worker' ? options.without : 'nothing';
          return new Member({ name, outputFile: join(folder, `${name}.log`), environment, link, without });
        }),
      );
    const cluster = new Cluster(
      redis,
      await members('api', options.apis),
      await members('worker', options.workers),
      apiKey,
    );
    await Promise.all(cluster.members.map((member) => member.start()));
    return cluster;
  }

  get members(): readonly Member[] {
    return [...this.apis, ...this.workers];
  }

  /** Kills it, and has it started again after `awayMs`. */
  async strike(member: Member | RedisServer, awayMs: number): Promise<void> {
    await member.kill();
    const restart = async (): Promise<void> => {
      await after(awayMs);
      if (!this.isOver) await member.start();
    };
    const restarting = restart();
    this.restarting.add(restarting);
    // Whoever waits for all hears of a failure.
    restarting.then(
      () => this.restarting.delete(restarting),
      () => undefined,
    );
  }

  /** Resolves when everything that was killed is there again. @throws Error when something did not start */
  async whole(): Promise<void> {
    await Promise.all(this.restarting);
  }

  handles(): Handles[] {
    return this.members.map(({ name, handlesAtStart, handles }) => ({
      process: name,
      atStart: handlesAtStart,
      atRest: handles,
    }));
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await Promise.allSettled(this.restarting);
    await Promise.all(this.members.map((member) => member.kill()));
    await this.redis.kill();
    await Promise.all(this.members.map(({ link }) => link.stop()));
  }
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
