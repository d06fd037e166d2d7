import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fleet } from '../fleet/fleet.js';
import { answersOf } from '../redis/pipeline-answers.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { deviceKey, lineKey } from './device-line.js';
import { PINNED_KEYS } from '../fleet/worker-queues.js';
import { JOB_KEYS, UNSETTLED_CHANNEL } from './job-keys.js';
import type { EndedStatus, JobError, JobOutcome } from './job-outcome.js';
import { parseRecord, RECORD_FIELDS, type JobRecord } from './job-record.js';
import { END_WAITING_JOB, FORGET_HOSTS } from './job-scripts.js';

/** What became of the wish to end a job that waits. */
export type EndWaitingResult = 'ended' | 'in a worker' | 'already running' | 'already ended' | 'unknown';

const END_WAITING_RESULTS: Readonly<Record<string, EndWaitingResult>> = {
  '1': 'ended',
  '2': 'in a worker',
  '0': 'already running',
  '-2': 'already ended',
};

const RETRY_MS = 10;
const MAX_TRIES = 100;

/** Reads jobs as Bull stores them, and ends those that wait. */
@Injectable()
export class JobStore {
  constructor(
    private readonly redis: RedisConnections,
    private readonly fleet: Fleet,
  ) {}

  async find(id: string): Promise<JobRecord | undefined> {
    const [record] = await this.findMany([id]);
    return record;
  }

  /** In the order of `ids`; those that are gone are left out. */
  async findMany(ids: readonly string[]): Promise<JobRecord[]> {
    if (ids.length === 0) return [];
    const pipeline = this.redis.commands.pipeline();
    for (const id of ids) pipeline.hmget(JOB_KEYS.job(id), ...RECORD_FIELDS);
    const answers = await answersOf(pipeline);
    return ids.flatMap((id, index) => parseRecord(id, answers[index] as (string | null)[]) ?? []);
  }

  /** Forgets those of the hosts that have no jobs any more. */
  async forgetHosts(hosts: readonly string[]): Promise<void> {
    if (hosts.length === 0) return;
    const keys = [JOB_KEYS.hosts, ...hosts.map(JOB_KEYS.host)];
    const names = hosts.map((host) => host.toLowerCase());
    await FORGET_HOSTS.run(this.redis.commands, keys, names);
  }

  /**
   * Ends a job without running it. A job that has begun is left alone; one that a worker has just taken, to see whether
   * its device is free, is either begun or back in the queue within milliseconds, and that is waited for.
   */
  async endWaiting(id: string, status: EndedStatus, error: JobError): Promise<EndWaitingResult> {
    const job = await this.find(id);
    return job ? await this.endQueued(job, status, error) : 'unknown';
  }

  /** The same for a job that was read already. */
  async endQueued(job: JobRecord, status: EndedStatus, error: JobError): Promise<EndWaitingResult> {
    for (let tries = 1; ; tries++) {
      const result = await this.tryToEnd(job, status, error);
      if (result !== 'in a worker' || tries === MAX_TRIES) return result;
      await sleep(RETRY_MS);
    }
  }

  /** The same at once: for who comes again when a worker has taken the job just now. */
  async tryToEnd({ id, data }: JobRecord, status: EndedStatus, error: JobError): Promise<EndWaitingResult> {
    const outcome: JobOutcome = { status, outputs: [], error };
    const device = deviceKey(data.device);
    const owner = this.fleet.ownerOf(device);
    const keys = [
      owner === undefined ? JOB_KEYS.wait : PINNED_KEYS.list(owner),
      JOB_KEYS.wait,
      JOB_KEYS.paused,
      JOB_KEYS.delayed,
      JOB_KEYS.failed,
      JOB_KEYS.job(id),
      lineKey(device),
      PINNED_KEYS.workers,
    ];
    const args = [
      id,
      Date.now(),
      JSON.stringify(outcome),
      error.message,
      UNSETTLED_CHANNEL,
      JOB_KEYS.jobPrefix,
      PINNED_KEYS.prefix,
    ];
    const code = await END_WAITING_JOB.run(this.redis.commands, keys, args);
    return END_WAITING_RESULTS[String(code)] ?? 'unknown';
  }
}
