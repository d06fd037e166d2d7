import { Injectable } from '@nestjs/common';
import { RedisConnections } from '../redis/redis-connections.js';
import type { ScriptCall } from '../redis/script-sequel.js';
import { deviceKey, LINE_PREFIX } from './device-line.js';
import type { JobData } from './job-data.js';
import { JOB_KEYS } from './job-keys.js';
import { INDEX_ADDED } from './job-scripts.js';
import { JOB_TURNS } from './job-turns.js';
import { PinnedQueues } from './pinned-queues.js';

/** A job on its way into the queue. */
export interface NewJob {
  readonly id: string;
  readonly data: JobData;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Its place in the line of its device, where one was kept for it; left out by jobs that go behind all others. */
  readonly place?: number;
}

/** What Redis notes of a job as it is added: place in its device's line, deadline (ms since the epoch), host, device. */
type Notes = readonly [place: number, deadline: number, host: string, device: string];

/** What {@link INDEX_ADDED} needs for all jobs. */
const INDEXES = [
  JOB_KEYS.counter,
  JOB_KEYS.all,
  JOB_KEYS.open,
  JOB_KEYS.deadline,
  JOB_KEYS.hosts,
  JOB_KEYS.hostPrefix,
  LINE_PREFIX,
];
const BEHIND_ALL = 0;
const OTHER_QUEUE: readonly string[] = ['', '', '', ''];
/** Where Bull's script that adds a job has them (Bull 4.16.5, addJob-6.lua). */
const PREFIX_ARGUMENT = 6;
const ID_ARGUMENT = 7;
const MS_PER_SECOND = 1_000;

/**
 * Adds jobs to Bull's queue. In the same step Redis makes them findable, lets them expire, and gives them their places in
 * the lines of their devices: a job that is in the queue has all of it, whoever dies.
 */
@Injectable()
export class JobQueue {
  /** Those of the jobs that are being added, by id. */
  private readonly notes = new Map<string, Notes>();

  constructor(
    private readonly queues: PinnedQueues,
    redis: RedisConnections,
  ) {
    redis.follow('addJob', {
      lua: INDEX_ADDED,
      isNeeded: true,
      begin: (calls) => ({ args: this.argumentsFor(calls) }),
    });
  }

  /**
   * Adds a job. Adding an id twice is adding it once: the first stays.
   *
   * @throws Error when Redis does not take it now
   */
  async add({ id, data, createdAt, place = BEHIND_ALL }: NewJob): Promise<void> {
    const { device, ttlSeconds } = data;
    const notes: Notes = [
      place,
      createdAt + ttlSeconds * MS_PER_SECOND,
      device.host.toLowerCase(),
      deviceKey(device),
    ];
    const options = { jobId: id, timestamp: createdAt, ...JOB_TURNS };
    this.notes.set(id, notes);
    try {
      await this.queues.of(device).add(data, options);
    } finally {
      // A repeated request may be adding the same job.
      if (this.notes.get(id) === notes) this.notes.delete(id);
    }
  }

  private argumentsFor(calls: readonly ScriptCall[]): (string | number)[] {
    const args: (string | number)[] = [...INDEXES];
    for (const call of calls) {
      const isJob = call[PREFIX_ARGUMENT] === JOB_KEYS.jobPrefix;
      const notes = isJob ? this.notes.get(call[ID_ARGUMENT] as string) : undefined;
      args.push(...(notes ?? OTHER_QUEUE));
    }
    return args;
  }
}
