import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkerOrder } from '../../src/fleet/worker-orders.js';
import type { FrontDoor } from './front-door.js';

const TRY_AGAIN_MS = 200;
/** Redis and the api processes come and go; a worker is not listed before its first heartbeat. */
const DEADLINE_MS = 60_000;

/** Tells workers over REST what to do, as often as it takes until they are told. */
export class Foreman {
  constructor(private readonly door: FrontDoor) {}

  /**
   * @param pid the worker's process
   * @param isThere whether that is still to be told
   * @returns whether the api has taken the order
   */
  async tell(pid: number, order: WorkerOrder, isThere: () => boolean): Promise<boolean> {
    const deadline = performance.now() + DEADLINE_MS;
    while (isThere() && performance.now() < deadline) {
      const answer = await this.try(pid, order);
      if (answer === 202) return true;
      await sleep(TRY_AGAIN_MS);
    }
    return false;
  }

  private async try(pid: number, order: WorkerOrder): Promise<number> {
    const listed = await this.door.workers();
    if (listed === 'unknown' || listed.status !== 200) return NaN;
    const worker = listed.body.find((one) => one.pid === pid);
    const answer = worker ? await this.door.order(worker.name, order) : 'unknown';
    return answer === 'unknown' ? NaN : answer.status;
  }
}
