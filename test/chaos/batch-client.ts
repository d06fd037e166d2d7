import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BulkAnswerDto } from '../../src/jobs/batches/batch.dto.js';
import type { FrontDoor } from './front-door.js';
import type { BatchSubmission, History, Submission } from './history.js';
import type { LabDevice } from './lab.js';
import { connectionTo, FreshCommands, webhookTo } from './lab-requests.js';
import type { Moments } from './moments.js';
import { sendUntilAccepted } from './persistence.js';
import type { SeededRandom } from './seeded-random.js';

/** Jobs for each device in one batch: some wait for it, and so many are ready at once that workers have to hurry. */
const JOBS_EACH = 4;

/** Submits batches over devices of its own, one after the other. */
export class BatchClient {
  private readonly devices: readonly { readonly lab: LabDevice; readonly commands: FreshCommands }[];

  constructor(
    devices: readonly LabDevice[],
    private readonly webhookUrl: string,
    private readonly door: FrontDoor,
    private readonly history: History,
    private readonly moments: Moments,
    private readonly random: SeededRandom,
  ) {
    this.devices = devices.map((lab) => ({ lab, commands: new FreshCommands(lab) }));
  }

  /** Begins at once, and goes on until told to stop. */
  async keepSubmitting(gapMs: number, stop: AbortSignal): Promise<void> {
    while (!stop.aborted && this.devices.length > 0) {
      await this.submit(stop);
      await sleep(this.random.between(0, 2 * gapMs), undefined, { signal: stop }).catch(() => undefined);
    }
  }

  private async submit(stop: AbortSignal): Promise<void> {
    const jobs = Array.from({ length: JOBS_EACH }, () => this.devices)
      .flat()
      .map(({ lab, commands }) => {
        const command = [commands.next()];
        const submission: Submission = {
          commands: command,
          device: lab.name,
          wish: 'run',
          mostRuns: 1,
          accepted: null,
        };
        return { submission, asked: { connection_args: connectionTo(lab), command, device_name: lab.name } };
      });
    const request = {
      driver: 'netmiko',
      webhook: webhookTo(this.webhookUrl, this.random),
      devices: jobs.map(({ asked }) => asked),
    };
    const batch: BatchSubmission = { jobs: jobs.map(({ submission }) => submission), accepted: null };
    this.history.submissions.push(...batch.jobs);
    this.history.batches.push(batch);
    const key = this.random.chance(0.5) ? randomUUID() : null;
    const send = (): ReturnType<FrontDoor['submitBatch']> => this.door.submitBatch(request, key);
    const answer = await sendUntilAccepted(send, key !== null, this.moments, stop);
    if (answer) this.accept(batch, answer);
  }

  private accept(batch: BatchSubmission, { batch_id: id, succeeded }: BulkAnswerDto): void {
    const at = this.history.now;
    batch.accepted = { id, at };
    const ids = new Map(succeeded.map((job) => [job.command.join(), job.id]));
    for (const job of batch.jobs) {
      const jobId = ids.get(job.commands.join());
      if (jobId !== undefined) job.accepted = { id: jobId, at };
    }
  }
}
