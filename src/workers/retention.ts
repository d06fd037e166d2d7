import { Injectable } from '@nestjs/common';
import { confirmKeysBy } from '../jobs/idempotency.js';
import { JOB_KEYS } from '../jobs/job-keys.js';
import { ENDED_STATUSES } from '../jobs/job-outcome.js';
import { JobStore } from '../jobs/job-store.js';
import { RedisConnections } from '../redis/redis-connections.js';

const CHUNK = 500;

/** Removes the records of ended jobs when their `result_ttl` is over. */
@Injectable()
export class Retention {
  constructor(
    private readonly redis: RedisConnections,
    private readonly store: JobStore,
  ) {}

  async sweep(): Promise<void> {
    for (;;) {
      const ids = await this.redis.commands.zrangebyscore(
        JOB_KEYS.settled,
        '-inf',
        Date.now(),
        'LIMIT',
        0,
        CHUNK,
      );
      if (ids.length === 0) return;
      await this.forget(ids);
    }
  }

  /** The sets of ended and settled jobs change in one transaction, or the reconciler would find a difference. */
  private async forget(ids: readonly string[]): Promise<void> {
    const jobs = await this.store.findMany(ids);
    const hosts = new Map(jobs.map(({ id, data }) => [id, data.device.host]));
    const transaction = this.redis.commands.multi();
    confirmKeysBy(transaction, jobs);
    const { completed, failed, settled, all, ended } = JOB_KEYS;
    for (const set of [completed, failed, settled, all, ...ENDED_STATUSES.map(ended)])
      transaction.zrem(set, ...ids);
    for (const id of ids) {
      transaction.del(JOB_KEYS.job(id));
      const host = hosts.get(id);
      if (host !== undefined) transaction.zrem(JOB_KEYS.host(host), id);
    }
    await transaction.exec();
    await this.store.forgetHosts([...new Set(hosts.values())]);
  }
}
