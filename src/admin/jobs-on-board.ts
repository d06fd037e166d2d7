import { BullAdapter } from '@bull-board/api/bullAdapter';
import type { Job } from 'bull';
import { PINNED_KEYS } from '../fleet/worker-queues.js';
import { JOB_KEYS } from '../jobs/job-keys.js';

type Statuses = Parameters<BullAdapter['getJobs']>[0];
type Counts = Awaited<ReturnType<BullAdapter['getJobCounts']>>;

/** Bull's queue of device jobs, whose waiting jobs are in a list for each worker. */
export class JobsOnBoard extends BullAdapter {
  /** What they are called everywhere but in Redis; the board's menu and addresses have no other name. */
  override getName(): string {
    return 'jobs';
  }

  override async getJobCounts(): Promise<Counts> {
    const [counts, lists] = await Promise.all([super.getJobCounts(), this.pinnedLists()]);
    const lengths = await Promise.all(lists.map((list) => this.queue.client.llen(list)));
    return { ...counts, waiting: lengths.reduce((sum, length) => sum + length, counts.waiting ?? 0) };
  }

  override async getJobs(statuses: Statuses, start = 0, end = -1): Promise<Job[]> {
    const others = statuses.filter((status) => status !== 'waiting');
    const jobs = others.length > 0 ? await super.getJobs(others, start, end) : [];
    return others.length === statuses.length ? jobs : [...(await this.waiting(start, end)), ...jobs];
  }

  /** The next of each list first: a list is taken from at its end. */
  private async waiting(start: number, end: number): Promise<Job[]> {
    const lists = [JOB_KEYS.wait, ...(await this.pinnedLists())];
    const first = end < 0 ? 0 : -(end + 1);
    const ids = await Promise.all(lists.map((list) => this.queue.client.lrange(list, first, -1)));
    const page = ids.flatMap((list) => list.reverse()).slice(start, end < 0 ? undefined : end + 1);
    const jobs = await Promise.all(page.map((id) => this.getJob(id)));
    return jobs.filter((job) => job !== null && job !== undefined);
  }

  private async pinnedLists(): Promise<string[]> {
    const workers = await this.queue.client.zrange(PINNED_KEYS.workers, 0, -1);
    return workers.map((worker) => PINNED_KEYS.list(worker));
  }
}
