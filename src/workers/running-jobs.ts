import { Injectable } from '@nestjs/common';
import { JobAbortedError } from './job-runner.js';

const MS_PER_SECOND = 1_000;

/** The jobs that this worker runs now: gives each its time, counts them, and can end them all. */
@Injectable()
export class RunningJobs {
  private readonly controllers = new Set<AbortController>();
  private done = 0;
  private failed = 0;

  get counts(): { running: number; done: number; failed: number } {
    return { running: this.controllers.size, done: this.done, failed: this.failed };
  }

  /** Runs `work` with a signal that is aborted when the seconds are over. */
  async run<T extends { readonly error: unknown }>(
    timeoutSeconds: number,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const controller = new AbortController();
    const message = `The job was ended after its execution_timeout of ${timeoutSeconds} s`;
    const timer = setTimeout(
      () => controller.abort(new JobAbortedError('ExecutionTimeout', message)),
      timeoutSeconds * MS_PER_SECOND,
    );
    this.controllers.add(controller);
    try {
      const outcome = await work(controller.signal);
      if (outcome.error === null) this.done++;
      else this.failed++;
      return outcome;
    } finally {
      clearTimeout(timer);
      this.controllers.delete(controller);
    }
  }

  /** Ends every running job. @param why what each job is told, a sentence */
  abortAll(why: string): void {
    const reason = new JobAbortedError('WorkerLost', why);
    for (const controller of this.controllers) controller.abort(reason);
  }
}
