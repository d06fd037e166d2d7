import { Injectable } from '@nestjs/common';
import { PINNED_KEYS } from './worker-queues.js';
import { answersOf } from '../redis/pipeline-answers.js';
import { isSurelyGone } from '../redis/placed-process.js';
import { KEY_PREFIX } from '../redis/key-prefix.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { ownerOf } from './device-owner.js';
import { ORDERS_CHANNEL, type WorkerOrder } from './worker-orders.js';
import { DEAD_AFTER_MS, type WorkerRecord } from './worker-record.js';

const WORKERS_KEY = `${KEY_PREFIX}:workers`;
/** How long what was seen is believed without asking Redis again. */
const BELIEVED_MS = 1_000;

/** A worker of which nothing is heard any more. */
export interface DeadWorker extends WorkerRecord {
  /** Its process was looked for and is not there; otherwise it may only be out of reach. */
  readonly isSurelyGone: boolean;
}

/** Knows which workers are alive: they write heartbeats, everybody reads them. */
@Injectable()
export class Fleet {
  /** The workers that take jobs, by name. */
  private takers: readonly string[] = [];
  private believedUntil = 0;
  private looking: Promise<unknown> | undefined;

  constructor(private readonly redis: RedisConnections) {}

  /** Whether a worker is there to take jobs. Looks at most once a second while one is, since every submit asks. */
  async hasLiveWorker(): Promise<boolean> {
    await this.lookIfOld();
    return this.takers.length > 0;
  }

  /** Looks who takes jobs, unless that was done within the last second. */
  async lookIfOld(): Promise<void> {
    if (Date.now() >= this.believedUntil) await this.look();
  }

  /** Looks who takes jobs. @returns their names */
  async look(): Promise<readonly string[]> {
    await (this.looking ??= this.liveWorkers().finally(() => (this.looking = undefined)));
    return this.takers;
  }

  /** The worker that a device belongs to, as far as was seen at the last look; undefined when none takes jobs. */
  ownerOf(device: string): string | undefined {
    return this.takers.length === 1 ? this.takers[0] : ownerOf(device, this.takers);
  }

  /** Every worker that is alive, by name. */
  async liveWorkers(): Promise<WorkerRecord[]> {
    const alive = (await this.everyWorker()).filter(isAlive);
    alive.sort((a, b) => a.name.localeCompare(b.name));
    this.takers = alive.filter(({ status }) => status === 'running').map(({ name }) => name);
    this.believedUntil = this.takers.length > 0 ? Date.now() + BELIEVED_MS : 0;
    return alive;
  }

  /** Writes a heartbeat, and clears away the workers that died without a word. @returns those */
  async beat(record: WorkerRecord): Promise<DeadWorker[]> {
    const both = this.redis.commands.multi();
    // From the moment at which jobs may be pinned to the worker, its list must be found should it die.
    both.zadd(PINNED_KEYS.workers, Date.now(), record.name);
    both.hset(WORKERS_KEY, record.name, JSON.stringify(record));
    await answersOf(both);
    const dead = (await this.everyWorker()).filter((worker) => !isAlive(worker));
    if (dead.length > 0) await this.redis.commands.hdel(WORKERS_KEY, ...dead.map(({ name }) => name));
    return dead.map((worker) => ({ ...worker, isSurelyGone: isProcessGone(worker) }));
  }

  /** Tells a worker what to do; it does so within moments. @returns the worker, undefined when none of this name lives */
  async order(name: string, order: WorkerOrder): Promise<WorkerRecord | undefined> {
    const worker = (await this.liveWorkers()).find((candidate) => candidate.name === name);
    if (worker) await this.redis.commands.publish(ORDERS_CHANNEL, `${order} ${name}`);
    return worker;
  }

  /** How many jobs wait in the worker's own queue. */
  async waitingFor(name: string): Promise<number> {
    return this.redis.commands.llen(PINNED_KEYS.list(name));
  }

  async leave(name: string): Promise<void> {
    await this.redis.commands.hdel(WORKERS_KEY, name);
  }

  private async everyWorker(): Promise<WorkerRecord[]> {
    const texts = await this.redis.commands.hvals(WORKERS_KEY);
    return texts.map((text) => JSON.parse(text) as WorkerRecord);
  }
}

function isAlive(worker: WorkerRecord): boolean {
  return Date.now() - worker.lastHeartbeat < DEAD_AFTER_MS && !isProcessGone(worker);
}

/** Certain only where the worker ran beside this process: silence alone may be a slow network. */
function isProcessGone({ process }: WorkerRecord): boolean {
  return process !== undefined && isSurelyGone(process);
}
