/** How one device's jobs stand in this worker. */
interface Line {
  /** The job that has the device, if any. */
  running: string | null;
  /** The job that has been called from the queue to be next, and must not be overtaken. */
  called: string | null;
  /** The jobs that came while the device was busy, in their order. They wait in the queue, not here. */
  readonly waiting: Set<string>;
}

/** What a job that comes for its device gets to hear. */
export type TurnAnswer = 'go' | 'wait';

/**
 * Gives each device to one job at a time, in the order in which the jobs came. A job that finds its device busy does
 * not hold a place of the worker meanwhile: it goes back to the queue and is called when it is next.
 */
export class DeviceTurns {
  private readonly lines = new Map<string, Line>();

  ask(device: string, jobId: string): TurnAnswer {
    const line = this.lineOf(device);
    const isFree = line.running === null && (line.called === null || line.called === jobId);
    if (!isFree) {
      if (line.called !== jobId) line.waiting.add(jobId);
      return 'wait';
    }
    line.running = jobId;
    line.called = null;
    return 'go';
  }

  /** Ends the running job's turn. @returns the job to call from the queue, if one waits */
  done(device: string): string | undefined {
    const line = this.lineOf(device);
    line.running = null;
    return this.callNext(device);
  }

  /** The job that was called and has not come yet. Whoever has to wait for it may look whether it still exists. */
  calledFor(device: string): string | undefined {
    return this.lines.get(device)?.called ?? undefined;
  }

  /** Gives up on a called job that is gone. @returns the next one to call */
  skip(device: string, jobId: string): string | undefined {
    const line = this.lineOf(device);
    if (line.called !== jobId) return undefined;
    return this.callNext(device);
  }

  private callNext(device: string): string | undefined {
    const line = this.lineOf(device);
    const [next] = line.waiting;
    if (next !== undefined) line.waiting.delete(next);
    line.called = next ?? null;
    if (next === undefined && line.running === null) this.lines.delete(device);
    return next;
  }

  private lineOf(device: string): Line {
    let line = this.lines.get(device);
    if (!line) this.lines.set(device, (line = { running: null, called: null, waiting: new Set() }));
    return line;
  }
}
