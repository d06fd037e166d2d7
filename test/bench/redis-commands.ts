import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Redis } from 'ioredis';
import { prepareRedisPlace } from '../../src/redis/redis-place.js';
import { Child } from './child.js';

const JOBS = 400;
const LANES_BUSY = 100;
const IDLE_MS = 3_000;
/** Time, database and where from, name; arguments are escaped, so each is a line. */
const MONITORED = /^\+\d+\.\d+ \[\d+ ([^\]]+)\] "([^"]+)"/;

/** What one job costs Redis, upkeep of the idle service left out. */
export interface RedisCost {
  /** Commands that the service sends; each script, and each part of a pipeline, counts as one. */
  readonly sent: number;
  /** Commands that scripts call inside Redis. */
  readonly inScripts: number;
  /** How often Redis read from a socket: what is sent together is read together. */
  readonly reads: number;
  /** The commands sent, by name, the most frequent first. */
  readonly names: string;
}

export interface RedisCosts {
  /** One job after another. */
  readonly alone: RedisCost;
  readonly aloneWithWebhook: RedisCost;
  /** Many at once. */
  readonly busy: RedisCost;
  readonly busyWithWebhook: RedisCost;
}

/** Counts by MONITOR on the service's own private Redis. */
export async function measureRedisCommands(dataDir: string): Promise<RedisCosts> {
  const folder = join(dataDir, 'commands');
  const netpulse = Child.start('netpulse.child');
  const receiver = Child.start('receiver.child');
  try {
    await netpulse.ask('start', {
      NETPULSE_PORT: '0',
      NETPULSE_DATA_DIR: folder,
      NETPULSE_WEBHOOK_DESTINATION_CONCURRENCY: String(LANES_BUSY),
    });
    const url = await receiver.ask<string>('start');
    const { socketPath } = prepareRedisPlace(folder);
    const redis = new Redis(socketPath);
    const counter = await CommandCounter.start(redis, socketPath);
    const run = async (lanes: number, webhookUrl: string | null): Promise<void> => {
      const arrived = webhookUrl === null ? undefined : receiver.ask('arrived', { count: JOBS });
      await netpulse.ask('run', { count: JOBS, lanes, webhookUrl });
      await arrived;
    };
    await run(LANES_BUSY, url);
    const idle = await counter.during(() => new Promise((resolve) => setTimeout(resolve, IDLE_MS)));
    const cost = async (lanes: number, webhookUrl: string | null): Promise<RedisCost> =>
      perJob(await counter.during(() => run(lanes, webhookUrl)), idle);
    try {
      return {
        alone: await cost(1, null),
        aloneWithWebhook: await cost(1, url),
        busy: await cost(LANES_BUSY, null),
        busyWithWebhook: await cost(LANES_BUSY, url),
      };
    } finally {
      counter.stop();
      redis.disconnect();
    }
  } finally {
    await Promise.all([netpulse.stop(), receiver.stop()]);
  }
}

interface Count {
  readonly ms: number;
  readonly sent: ReadonlyMap<string, number>;
  readonly inScripts: number;
  readonly reads: number;
}

class CommandCounter {
  private sent = new Map<string, number>();
  private inScripts = 0;

  private constructor(
    private readonly redis: Redis,
    private readonly monitor: Socket,
  ) {
    createInterface(monitor).on('line', (line) => {
      const [, source, name = ''] = MONITORED.exec(line) ?? [];
      if (source === 'lua') this.inScripts++;
      else if (source !== undefined)
        this.sent.set(name.toLowerCase(), (this.sent.get(name.toLowerCase()) ?? 0) + 1);
    });
  }

  /** Without ioredis, whose MONITOR breaks when a command comes in the same moment as the answer. */
  static async start(redis: Redis, socketPath: string): Promise<CommandCounter> {
    const monitor = connect(socketPath);
    await once(monitor, 'connect');
    monitor.write('MONITOR\r\n');
    return new CommandCounter(redis, monitor);
  }

  async during(work: () => Promise<unknown>): Promise<Count> {
    const readsBefore = await this.reads();
    this.sent = new Map();
    this.inScripts = 0;
    const startedAt = performance.now();
    await work();
    const ms = performance.now() - startedAt;
    const reads = (await this.reads()) - readsBefore - 1;
    this.sent.set('info', (this.sent.get('info') ?? 1) - 1);
    return { ms, sent: this.sent, inScripts: this.inScripts, reads };
  }

  stop(): void {
    this.monitor.destroy();
  }

  private async reads(): Promise<number> {
    return Number(/^total_reads_processed:(\d+)/m.exec(await this.redis.info('stats'))?.[1] ?? 0);
  }
}

function perJob(count: Count, idle: Count): RedisCost {
  const share = count.ms / idle.ms;
  const of = (value: number, upkeep: number): number => Math.max(0, value - upkeep * share) / JOBS;
  const names = [...count.sent]
    .map(([name, value]) => ({ name, value: of(value, idle.sent.get(name) ?? 0) }))
    .filter(({ value }) => value >= 0.05)
    .sort((a, b) => b.value - a.value);
  return {
    sent: names.reduce((sum, { value }) => sum + value, 0),
    inScripts: of(count.inScripts, idle.inScripts),
    reads: of(count.reads, idle.reads),
    names: names.map(({ name, value }) => `${name} ${value.toFixed(1)}`).join(', '),
  };
}
