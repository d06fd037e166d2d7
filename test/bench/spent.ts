const MICROSECONDS = 1_000_000;
const MEGABYTE = 1_024 * 1_024;

/** What a piece of work took of its process. */
export interface Spent {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Resident memory of the process afterwards. */
  readonly megabytes: number;
}

export async function spent(work: () => Promise<unknown>): Promise<Spent> {
  const [startedAt, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return {
    seconds: (performance.now() - startedAt) / 1_000,
    cpuSeconds: (user + system) / MICROSECONDS,
    megabytes: process.memoryUsage.rss() / MEGABYTE,
  };
}
