import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ChaosOptions } from './chaos-options.js';
import type { Handles } from './history.js';
import { Link } from './link.js';
import { Member } from './member.js';
import { RedisServer } from './redis-server.js';
import { RedisTrio } from './redis-trio.js';

/** Sessions that nobody uses are gone soon: at rest, handles can be counted. */
const SESSION_IDLE_SECONDS = '2';

/** One Redis, or three behind sentinels, and the api and worker processes over it. */
export class Cluster {
  readonly apiKey = randomBytes(16).toString('hex');
  readonly apis: Member[] = [];
  readonly workers: Member[] = [];
  private readonly encryptionKey = randomBytes(32).toString('base64');
  private readonly restarting = new Set<Promise<void>>();
  private isOver = false;

  private constructor(
    readonly redis: RedisServer | RedisTrio,
    private readonly folder: string,
    private readonly crashed: (why: string) => void,
  ) {}

  /**
   * Resolves when everything is ready.
   *
   * @param folder for data and output
   * @param crashed is told when a process ends by itself; it is started again
   */
  static async start(
    options: ChaosOptions,
    folder: string,
    crashed: (why: string) => void,
  ): Promise<Cluster> {
    const redisFolder = join(folder, 'redis');
    mkdirSync(redisFolder);
    const kind = options.hasSentinels ? RedisTrio : RedisServer;
    const redis = await kind.start(redisFolder, options.appendFsync);
    const cluster = new Cluster(redis, folder, crashed);
    for (let number = 1; number <= options.apis; number++)
      cluster.apis.push(await cluster.member('api', number, 'nothing'));
    for (let number = 1; number <= options.workers; number++)
      cluster.workers.push(await cluster.member('worker', number, options.without));
    for (const member of cluster.members) cluster.startAgain(member, 0);
    await cluster.whole();
    return cluster;
  }

  get members(): readonly Member[] {
    return [...this.apis, ...this.workers];
  }

  /** Kills it, and has it started again after `awayMs`. */
  async strike(member: Member | Cluster['redis'], awayMs: number): Promise<void> {
    await member.kill();
    this.startAgain(member, awayMs);
  }

  /**
   * Tells it to end, and has it started again when it has.
   *
   * @param tell begins it: nobody counts on the process any more by then
   * @param gone is told when it has ended
   */
  retire(member: Member, tell: () => Promise<void> | void, gone: () => void): void {
    this.doMeanwhile(async () => {
      const ending = member.endInOrder();
      await tell();
      const fault = await ending;
      gone();
      if (fault !== null) this.crashed(fault);
      if (!this.isOver) await member.start();
    });
  }

  /** Something that has to be over before everything is {@link whole}. */
  doMeanwhile(restart: () => Promise<void>): void {
    const restarting = restart();
    this.restarting.add(restarting);
    // Whoever waits for all hears of a failure.
    restarting.then(
      () => this.restarting.delete(restarting),
      () => undefined,
    );
  }

  /** Resolves when everything that was killed is there again, and every trouble over. */
  async whole(): Promise<void> {
    while (this.restarting.size > 0) await Promise.all(this.restarting);
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
    await this.redis.stop();
    await Promise.all(this.members.flatMap(({ link }) => link?.stop() ?? []));
  }

  private async member(
    role: 'api' | 'worker',
    number: number,
    without: ChaosOptions['without'],
  ): Promise<Member> {
    const name = `${role}-${number}`;
    const { link, environment } = await this.wayToRedis();
    const member: Member = new Member({
      name,
      ...(link ? { link } : {}),
      without,
      outputFile: join(this.folder, `${name}.log`),
      environment: {
        NETPULSE_ROLE: role,
        NETPULSE_PORT: '0',
        NETPULSE_DATA_DIR: join(this.folder, name),
        NETPULSE_API_KEY: this.apiKey,
        NETPULSE_ENCRYPTION_KEY: this.encryptionKey,
        NETPULSE_HOST_KEYS: 'off',
        NETPULSE_SESSION_IDLE: SESSION_IDLE_SECONDS,
        NETPULSE_WEBHOOK_BREAKER_COOLDOWN: '1',
        ...environment,
      },
      // It is started again, as by whoever watches over services.
      onEnd: (why) => {
        this.crashed(why);
        this.startAgain(member, 0);
      },
    });
    return member;
  }

  /** Sentinels tell where the primary is, so nobody can stand in between. */
  private async wayToRedis(): Promise<{ link?: Link; environment: NodeJS.ProcessEnv }> {
    const { redis } = this;
    if (redis instanceof RedisTrio) return { environment: redis.environment };
    const link = await Link.start(redis.port);
    return { link, environment: { NETPULSE_REDIS_URL: `redis://127.0.0.1:${link.port}` } };
  }

  private startAgain(member: Member | Cluster['redis'], awayMs: number): void {
    this.doMeanwhile(async () => {
      await after(awayMs);
      if (!this.isOver) await member.start();
    });
  }
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
