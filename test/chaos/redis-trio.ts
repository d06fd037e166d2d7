import { Redis } from 'ioredis';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../lab/free-port.js';
import { OwnedProcess } from './owned-process.js';
import { RedisServer } from './redis-server.js';

const NAME = 'chaos';
const REPLICAS = 2;
const SENTINELS = 3;
const QUORUM = 2;
/** A machine that is busy with three runs holds up a Redis for seconds that is well. */
const DOWN_AFTER_MS = 3_000;
/** Another failover of the same primary is begun no sooner than after twice that. */
const FAILOVER_TIMEOUT_MS = 3_000;
const LOOK_MS = 100;
const DEADLINE_MS = 120_000;
/** What docs/redis.md asks for: a primary that has lost its replicas takes no writes. */
const CAREFUL = {
  'min-replicas-to-write': '1',
  'min-replicas-max-lag': '10',
  'repl-diskless-sync-delay': '0',
};

/** A primary with two replicas, and the sentinels that make another one the primary when it is killed. */
export class RedisTrio {
  isReady = false;
  private killed: RedisServer | undefined;

  private constructor(
    private readonly servers: readonly RedisServer[],
    private readonly sentinels: readonly { readonly port: number; readonly process: OwnedProcess }[],
  ) {}

  static async start(folder: string, appendFsync: string): Promise<RedisTrio> {
    const primary = await RedisServer.start(join(folder, 'server-1'), appendFsync, CAREFUL);
    const following = { ...CAREFUL, replicaof: `127.0.0.1 ${primary.port}` };
    const servers = [primary];
    for (let number = 2; number <= 1 + REPLICAS; number++)
      servers.push(await RedisServer.start(join(folder, `server-${number}`), appendFsync, following));
    const sentinels = [];
    for (let number = 1; number <= SENTINELS; number++)
      sentinels.push(await startSentinel(folder, number, primary.port));
    const trio = new RedisTrio(servers, sentinels);
    await trio.untilWhole();
    return trio;
  }

  /** How processes find the primary. A job is acknowledged when a replica has it. */
  get environment(): Record<string, string> {
    return {
      NETPULSE_REDIS_SENTINELS: this.sentinels.map(({ port }) => `127.0.0.1:${port}`).join(),
      NETPULSE_REDIS_SENTINEL_NAME: NAME,
      NETPULSE_REDIS_WAIT_REPLICAS: '1',
    };
  }

  /** Kills the primary. */
  async kill(): Promise<void> {
    this.isReady = false;
    const port = await this.primaryPort();
    this.killed = this.servers.find((server) => server.port === port);
    await this.killed?.kill();
  }

  /** Starts what was killed again when another server is the primary, which it has to follow then. */
  async start(): Promise<void> {
    const { killed } = this;
    await until(async () => (await this.primaryPort()) !== killed?.port);
    await killed?.start();
    await this.untilWhole();
  }

  async stop(): Promise<void> {
    this.isReady = false;
    await Promise.all(this.sentinels.map(({ process }) => process.kill()));
    await Promise.all(this.servers.map((server) => server.kill()));
  }

  /** To look into the primary with. The caller disconnects it. */
  client(): Redis {
    const sentinels = this.sentinels.map(({ port }) => ({ host: '127.0.0.1', port }));
    const client = new Redis({ sentinels, name: NAME, maxRetriesPerRequest: null });
    client.on('error', () => undefined);
    return client;
  }

  /** Ready to be killed again: the primary has its replicas, and the sentinels know all of them. */
  private async untilWhole(): Promise<void> {
    await until(async () => {
      const port = await this.primaryPort();
      const primary = this.servers.find((server) => server.port === port);
      const replication = primary ? await ask(primary.port, ['INFO', 'replication']) : '';
      return String(replication).split('state=online').length - 1 === REPLICAS;
    });
    const known = new RegExp(`slaves=${REPLICAS},sentinels=${SENTINELS}\\b`);
    await until(async () => {
      const told = await Promise.all(this.sentinels.map(({ port }) => ask(port, ['INFO', 'sentinel'])));
      return told.every((text) => known.test(String(text)));
    });
    this.isReady = true;
  }

  /** By the word of most sentinels; 0 while they do not agree. */
  private async primaryPort(): Promise<number> {
    const question = ['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', NAME];
    const told = await Promise.all(this.sentinels.map(({ port }) => ask(port, question)));
    const ports = told.map((answer) => Number((answer as readonly string[] | null)?.[1] ?? 0));
    return ports.find((port) => ports.filter((other) => other === port).length >= QUORUM) ?? 0;
  }
}

async function startSentinel(
  folder: string,
  number: number,
  primaryPort: number,
): Promise<{ port: number; process: OwnedProcess }> {
  const port = await freePort();
  const file = join(folder, `sentinel-${number}.conf`);
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${folder}`,
    `sentinel monitor ${NAME} 127.0.0.1 ${primaryPort} ${QUORUM}`,
    `sentinel down-after-milliseconds ${NAME} ${DOWN_AFTER_MS}`,
    `sentinel failover-timeout ${NAME} ${FAILOVER_TIMEOUT_MS}`,
  ];
  writeFileSync(file, lines.join('\n'));
  const process = OwnedProcess.start(
    ['redis-server', file, '--sentinel'],
    join(folder, `sentinel-${number}.log`),
  );
  return { port, process };
}

/** One command on a connection of its own; null when nobody answers. */
async function ask(port: number, [name = '', ...args]: readonly string[]): Promise<unknown> {
  const client = new Redis(port, '127.0.0.1', { retryStrategy: null, commandTimeout: 2_000 });
  client.on('error', () => undefined);
  try {
    return await client.call(name, ...args);
  } catch {
    return null;
  } finally {
    client.disconnect();
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error('The sentinels did not bring Redis back');
    await sleep(LOOK_MS);
  }
}
