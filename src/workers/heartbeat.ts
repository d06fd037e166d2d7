import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { Fleet, type DeadWorker } from '../fleet/fleet.js';
import { HEARTBEAT_MS, type WorkerHolds, type WorkerRecord } from '../fleet/worker-record.js';
import { FIFO_QUEUE } from '../fleet/worker-queues.js';
import { DELIVERY_QUEUE } from '../webhooks/delivery/delivery.js';
import { overAnOutage } from '../redis/over-an-outage.js';
import { OwnQueue } from './own-queue.js';
import { Rehoming } from './rehoming.js';
import { RunningJobs } from './running-jobs.js';
import { SessionPool } from './session-pool.js';
import { TurnKeeper } from './turn-keeper.js';
import { WorkerIdentity } from './worker-identity.js';
import { WorkerLease } from './worker-lease.js';

/** Tells the fleet that this worker lives, and what it does. */
@Injectable()
export class Heartbeat {
  readonly intervalMs = HEARTBEAT_MS;
  private status: WorkerRecord['status'] = 'running';

  constructor(
    private readonly fleet: Fleet,
    private readonly worker: WorkerIdentity,
    private readonly running: RunningJobs,
    private readonly sessions: SessionPool,
    private readonly turns: TurnKeeper,
    private readonly lease: WorkerLease,
    private readonly queue: OwnQueue,
    private readonly rehoming: Rehoming,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async beat(): Promise<void> {
    const dead = await this.tell();
    if (dead.length === 0) return;
    await this.turns.free(holdsOf(dead));
    await this.turns.recall();
    await this.rehoming.sweep();
  }

  /**
   * The first heartbeat. Whatever an earlier worker, perhaps this one before a restart, put aside is called back. What an
   * outage of Redis interrupts is taken up there, and not begun anew: who was dead is told once, and every recall has all jobs
   * of busy devices tried again, by all workers.
   */
  async join(): Promise<void> {
    const dead = await overAnOutage(() => this.tell());
    await overAnOutage(() => this.turns.free(holdsOf(dead)));
    await this.turns.recall();
    await overAnOutage(() => this.rehoming.sweep());
  }

  /** Tells the fleet at once whether this worker takes jobs. */
  async show(status: WorkerRecord['status']): Promise<void> {
    this.status = status;
    await this.beat();
  }

  /** Says that this worker takes no more jobs. */
  async drain(): Promise<void> {
    await this.show('draining');
  }

  async leave(): Promise<void> {
    await this.fleet.leave(this.worker.name);
  }

  private tell(): Promise<DeadWorker[]> {
    const { running, done, failed } = this.running.counts;
    return this.fleet.beat({
      name: this.worker.name,
      hostname: this.worker.hostname,
      pid: this.worker.pid,
      queues: [FIFO_QUEUE, `pinned:${this.worker.name}`, DELIVERY_QUEUE],
      status: this.status,
      startedAt: this.worker.startedAt,
      concurrency: this.settings.concurrency,
      jobsRunning: running,
      jobsDone: done,
      jobsFailed: failed,
      sessionsInUse: this.sessions.counts.inUse,
      sessionsIdle: this.sessions.counts.idle,
      ...(this.worker.process ? { process: this.worker.process } : {}),
      holds: { lease: this.lease.id, lockToken: this.queue.lockToken },
    });
  }
}

function holdsOf(dead: readonly DeadWorker[]): WorkerHolds[] {
  return dead.flatMap(({ isSurelyGone, holds }) => (isSurelyGone && holds ? [holds] : []));
}
