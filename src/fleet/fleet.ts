import { Injectable } from '@nestjs/common';
import { PINNED_KEYS } from './worker-queues.js';
import { answersOf } from '../redis/pipeline-answers.js';
import { isSurelyGone } from '../redis/placed-process.js';
import { KEY_PREFIX } from '../redis/key-prefix.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { BEAT } from './beat-script.js';
import { ownerOf } from './device-owner.js';
import {
  ORDER_KEPT_SECONDS,
  orderKey,
  ORDERS_CHANNEL,
  ORDERS_COUNTER,
  type WorkerOrder,
} from './worker-orders.js';
import { DEAD_AFTER_MS, type WorkerRecord, type WorkerReport } from './worker-record.js';

const WORKERS_KEY = `${KEY_PREFIX}:workers`;
/** How long what was seen is believed without asking Redis again. */
const BELIEVED_MS = 1_000;
/** An api process that has not looked for so long might still add to the list of a worker that is gone. */
const LIST_KEPT_MS = 3_600_000;

/** What TIME answers: seconds, and the microseconds beyond. */
type RedisTime = readonly [string, string];

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
  /** By the monotonic clock: the time of day may be set back. */
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
    if (performance.now() >= this.believedUntil) await this.look();
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
    const pipeline = this.redis.commands.pipeline().time().hvals(WORKERS_KEY);
    const [[seconds, microseconds], texts] = (await answersOf(pipeline)) as [RedisTime, string[]];
    const nowMs = Number(seconds) * 1_000 + Number(microseconds) / 1_000;
    const alive = texts.map(parseRecord).filter((worker) => isAlive(worker, nowMs));
    alive.sort((a, b) => a.name.localeCompare(b.name));
    this.takers = alive.filter(({ status }) => status === 'running').map(({ name }) => name);
    this.believedUntil = this.takers.length > 0 ? performance.now() + BELIEVED_MS : 0;
    return alive;
  }

  /** Writes a heartbeat, and clears away the workers that died without a word. @returns those */
  async beat(report: WorkerReport): Promise<DeadWorker[]> {
    const keys = [WORKERS_KEY, PINNED_KEYS.workers];
    const args = [report.name, JSON.stringify(report), PINNED_KEYS.prefix, LIST_KEPT_MS];
    const [nowMs, texts] = await BEAT.run(this.redis.commands, keys, args);
    const dead = texts.map(parseRecord).filter((worker) => !isAlive(worker, nowMs));
    if (dead.length > 0) await this.redis.commands.hdel(WORKERS_KEY, ...dead.map(({ name }) => name));
    return dead.map((worker) => ({ ...worker, isSurelyGone: isProcessGone(worker) }));
  }

  /** Tells a worker what to do; it does so within moments, or, should it not hear of it, within seconds. @returns the worker, undefined when none of this name lives */
  async order(name: string, order: WorkerOrder): Promise<WorkerRecord | undefined> {
    const worker = (await this.liveWorkers()).find((candidate) => candidate.name === name);
    if (worker) {
      const number = await this.redis.commands.incr(ORDERS_COUNTER);
      const transaction = this.redis.commands.multi();
      transaction.set(orderKey(name), `${order} ${number}`, 'EX', ORDER_KEPT_SECONDS);
      transaction.publish(ORDERS_CHANNEL, `${order} ${name} ${number}`);
      await answersOf(transaction);
    }
    return worker;
  }

  /** How many jobs wait in the worker's own queue. */
  async waitingFor(name: string): Promise<number> {
    return this.redis.commands.llen(PINNED_KEYS.list(name));
  }

  async leave(name: string): Promise<void> {
    await this.redis.commands.hdel(WORKERS_KEY, name);
  }
}

function parseRecord(text: string): WorkerRecord {
  return JSON.parse(text) as WorkerRecord;
}

/** @param nowMs by the clock of Redis, as the heartbeats are; earlier versions stamp them with their own */
function isAlive(worker: WorkerRecord, nowMs: number): boolean {
  return nowMs - worker.lastHeartbeat < DEAD_AFTER_MS && !isProcessGone(worker);
}

/** Certain only where the worker ran beside this process: silence alone may be a slow network. */
function isProcessGone({ process }: WorkerRecord): boolean {
  return process !== undefined && isSurelyGone(process);
}
