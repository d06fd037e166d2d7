import { Injectable } from '@nestjs/common';
import { Fleet } from '../fleet/fleet.js';
import { deviceKey } from '../jobs/device-line.js';
import { PINNED_KEYS } from '../fleet/worker-queues.js';
import { JOB_KEYS } from '../jobs/job-keys.js';
import { JobStore } from '../jobs/job-store.js';
import { answersOf } from '../redis/pipeline-answers.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { OwnQueue } from './own-queue.js';
import { MOVE_WAITING } from './turn-scripts.js';

/** Each step reads so many jobs: some milliseconds. */
const CHUNK = 200;

/**
 * Brings waiting jobs to the workers to which their devices belong: the jobs that wait for nobody or for a worker that
 * takes none (it died, ends, or is paused), and, when a worker has come or gone, those of this worker's own list.
 */
@Injectable()
export class Rehoming {
  private takersSeen = '';

  constructor(
    private readonly redis: RedisConnections,
    private readonly fleet: Fleet,
    private readonly store: JobStore,
    private readonly own: OwnQueue,
  ) {}

  async sweep(): Promise<void> {
    const takers = await this.fleet.look();
    for (const list of await this.listsOfNobody(takers)) await this.rehome(list);
    const takersNow = takers.join(' ');
    if (takersNow === this.takersSeen) return;
    await this.rehome(this.own.wait);
    this.takersSeen = takersNow;
  }

  private async listsOfNobody(takers: readonly string[]): Promise<string[]> {
    const redis = this.redis.commands;
    if (takers.length === 0) return [];
    const workers = await redis.zrange(PINNED_KEYS.workers, 0, -1);
    const idle = workers.filter((name) => !takers.includes(name));
    const lists = [JOB_KEYS.wait, ...idle.map((name) => PINNED_KEYS.list(name))];
    const pipeline = redis.pipeline();
    for (const list of lists) pipeline.llen(list);
    const lengths = await answersOf(pipeline);
    return lists.filter((_list, index) => lengths[index] !== 0);
  }

  /** Moves the jobs of a list that belong to others, the longest waiting first. */
  private async rehome(list: string): Promise<void> {
    let kept = 0;
    for (;;) {
      const ids = await this.redis.commands.lrange(list, -(kept + CHUNK), -(kept + 1));
      if (ids.length === 0) return;
      const moves = await this.movesOf(ids.toReversed(), list);
      kept += ids.length - moves.length;
      if (moves.length === 0) continue;
      await MOVE_WAITING.run(
        this.redis.commands,
        [list, ...moves.map(({ to }) => to)],
        moves.map(({ id }) => id),
      );
    }
  }

  private async movesOf(ids: readonly string[], from: string): Promise<{ id: string; to: string }[]> {
    const jobs = new Map((await this.store.findMany(ids)).map((job) => [job.id, job]));
    return ids.flatMap((id) => {
      const job = jobs.get(id);
      const owner = job && this.fleet.ownerOf(deviceKey(job.data.device));
      // A job whose record is gone is for Bull to drop.
      const to = owner === undefined ? this.own.wait : PINNED_KEYS.list(owner);
      return to === from ? [] : [{ id, to }];
    });
  }
}
