import { Injectable } from '@nestjs/common';
import { KEY_PREFIX, RedisConnections } from '../redis/redis-connections.js';
import { ORDERS_CHANNEL, type WorkerOrder } from './worker-orders.js';
import { DEAD_AFTER_MS, type WorkerRecord } from './worker-record.js';

const WORKERS_KEY = `${KEY_PREFIX}:workers`;
/** How long "somebody is alive" is believed without asking Redis again: every submit asks. */
const BELIEVED_MS = 1_000;

/** Knows which workers are alive: they write heartbeats, everybody reads them. */
@Injectable()
export class Fleet {
  private aliveUntil = 0;

  constructor(private readonly redis: RedisConnections) {}

  async hasLiveWorker(): Promise<boolean> {
    if (Date.now() < this.aliveUntil) return true;
    const workers = await this.liveWorkers();
    const isOneRunning = workers.some(({ status }) => status === 'running');
    if (isOneRunning) this.aliveUntil = Date.now() + BELIEVED_MS;
    return isOneRunning;
  }

  /** Every worker that is alive, by name. */
  async liveWorkers(): Promise<WorkerRecord[]> {
    const records = Object.values(await this.redis.commands.hgetall(WORKERS_KEY)).map(
      (text) => JSON.parse(text) as WorkerRecord,
    );
    return records.filter(isAlive).sort((a, b) => a.name.localeCompare(b.name));
  }

  /** Writes a heartbeat, and clears away the workers that died without a word. @returns how many those were */
  async beat(record: WorkerRecord): Promise<number> {
    await this.redis.commands.hset(WORKERS_KEY, record.name, JSON.stringify(record));
    const all = await this.redis.commands.hgetall(WORKERS_KEY);
    const dead = Object.keys(all).filter((name) => !isAlive(JSON.parse(all[name] ?? '{}') as WorkerRecord));
    if (dead.length > 0) await this.redis.commands.hdel(WORKERS_KEY, ...dead);
    return dead.length;
  }

  /** Tells a worker what to do; it does so within moments. @returns the worker, undefined when none of this name lives */
  async order(name: string, order: WorkerOrder): Promise<WorkerRecord | undefined> {
    const worker = (await this.liveWorkers()).find((candidate) => candidate.name === name);
    if (worker) await this.redis.commands.publish(ORDERS_CHANNEL, `${order} ${name}`);
    return worker;
  }

  async leave(name: string): Promise<void> {
    await this.redis.commands.hdel(WORKERS_KEY, name);
  }
}

function isAlive({ lastHeartbeat }: WorkerRecord): boolean {
  return Date.now() - lastHeartbeat < DEAD_AFTER_MS;
}
