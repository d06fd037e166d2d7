import { Injectable } from '@nestjs/common';
import type { Job } from 'bull';
import { notAttempted, type AttemptOutcome } from '../delivery/attempt-runner.js';
import type { Delivery } from '../delivery/delivery.js';
import { DeliveryError } from '../delivery-error.js';
import { DeliveryLanes } from './delivery-lanes.js';
import { LaneUpkeep } from './lane-upkeep.js';
import { wasCalled } from './line-mark.js';
import { MustLineUpError } from './must-line-up-error.js';

/** What Bull reads of a job besides its data; missing in the published types. */
interface Delayable {
  delay: number;
}

/** Makes Bull's jobs take their turns at a destination. */
@Injectable()
export class DeliveryTurns {
  constructor(
    private readonly lanes: DeliveryLanes,
    private readonly upkeep: LaneUpkeep,
  ) {}

  /**
   * Makes an attempt when it is this delivery's turn.
   *
   * @throws MustLineUpError when it is not; Bull puts the job aside then, and {@link lineUp} has to follow
   */
  async take(job: Job<Delivery>, attempt: () => Promise<AttemptOutcome>): Promise<AttemptOutcome> {
    const { destination } = job.data.webhook;
    const id = String(job.id);
    const entry = this.lanes.enter(destination, id, (job as Job<Delivery> & Delayable).delay);
    const answer = typeof entry === 'string' ? entry : await entry;
    if (answer === 'overdue') return notAttempted(waitedTooLong());
    if (answer === 'wait') throw putAside(job);
    const outcome = await attempt();
    await this.lanes.done(destination, id, outcome.error, outcome.attempt.durationMs);
    return outcome;
  }

  /**
   * Gives up the turn that a delivery may have been called for, when it does not go to that destination after all.
   *
   * @param destination the one for which it stood in line
   */
  async forgo(job: Job<Delivery> & Partial<Delayable>, destination: string): Promise<void> {
    if (!wasCalled(job.delay ?? 0)) return;
    job.delay = 0;
    await this.lanes.forgo(destination, String(job.id));
  }

  /** To be told when Bull has put a job aside. */
  async lineUp(job: Job<Delivery>): Promise<void> {
    await this.lanes.lineUp(job.data.webhook.destination, String(job.id));
  }

  /** Gives back what this process holds, when it makes no more attempts. */
  async stop(): Promise<void> {
    await this.upkeep.stop();
  }
}

/** Bull counts each throw as an attempt, and stores the count in the same step in which it moves the job. */
function putAside(job: Job<Delivery>): MustLineUpError {
  job.attemptsMade--;
  // Kept in this process only: a delivery whose attempts are used up may be resent, and has to wait like any other.
  job.opts.attempts = Number.MAX_SAFE_INTEGER;
  return new MustLineUpError();
}

function waitedTooLong(): DeliveryError {
  return new DeliveryError(
    'waited_too_long',
    'Its destination was busy, paused or out of order for longer than NETPULSE_WEBHOOK_MAX_WAIT, so nothing was sent',
  );
}
