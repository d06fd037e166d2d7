import { Injectable } from '@nestjs/common';
import { RedisConnections } from '../redis/redis-connections.js';
import { JOB_KEYS, UNSETTLED_CHANNEL } from './job-keys.js';
import type { EndedStatus, JobError, JobOutcome } from './job-outcome.js';
import { parseRecord, RECORD_FIELDS, type JobRecord } from './job-record.js';
import { END_WAITING_JOB, INDEX_JOB } from './job-scripts.js';

/** What became of the wish to end a job that waits. */
export type EndWaitingResult = 'ended' | 'already running' | 'already ended' | 'unknown';

const END_WAITING_RESULTS: Readonly<Record<string, EndWaitingResult>> = {
  '1': 'ended',
  '0': 'already running',
  '-2': 'already ended',
};

/** Reads jobs as Bull stores them, and keeps the indexes by which they are listed. */
@Injectable()
export class JobStore {
  constructor(private readonly redis: RedisConnections) {}

  async find(id: string): Promise<JobRecord | undefined> {
    const [record] = await this.findMany([id]);
    return record;
  }

  /** In the order of `ids`; those that are gone are left out. */
  async findMany(ids: readonly string[]): Promise<JobRecord[]> {
    if (ids.length === 0) return [];
    const pipeline = this.redis.commands.pipeline();
    for (const id of ids) pipeline.hmget(JOB_KEYS.job(id), ...RECORD_FIELDS).exists(JOB_KEYS.lock(id));
    const answers = (await pipeline.exec()) ?? [];
    return ids.flatMap((id, index) => {
      const fields = answerOf<(string | null)[]>(answers[2 * index]);
      const isLocked = answerOf<number>(answers[2 * index + 1]) === 1;
      return parseRecord(id, fields, isLocked) ?? [];
    });
  }

  /** Makes a job findable by time and host, and lets it expire. */
  async index(id: string, host: string, createdAt: number, deadline: number): Promise<void> {
    const keys = [JOB_KEYS.all, JOB_KEYS.open, JOB_KEYS.host(host), JOB_KEYS.deadline];
    await INDEX_JOB.run(this.redis.commands, keys, [id, createdAt, deadline]);
  }

  /** Ends a job without running it. A job that a worker has taken is left alone. */
  async endWaiting(id: string, status: EndedStatus, error: JobError): Promise<EndWaitingResult> {
    const outcome: JobOutcome = { status, worker: null, outputs: [], error };
    const keys = [JOB_KEYS.wait, JOB_KEYS.paused, JOB_KEYS.delayed, JOB_KEYS.failed, JOB_KEYS.job(id)];
    const args = [id, Date.now(), JSON.stringify(outcome), error.message, UNSETTLED_CHANNEL];
    const code = await END_WAITING_JOB.run(this.redis.commands, keys, args);
    return END_WAITING_RESULTS[String(code)] ?? 'unknown';
  }
}

function answerOf<T>(answer: [Error | null, unknown] | undefined): T {
  if (!answer) throw new Error('Redis answered fewer commands than were sent');
  const [error, value] = answer;
  if (error) throw error;
  return value as T;
}
