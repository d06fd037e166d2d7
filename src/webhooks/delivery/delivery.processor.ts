import { InjectQueue, OnQueueError, OnQueueFailed, Process, Processor } from '@nestjs/bull';
import {
  Inject,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type Type,
} from '@nestjs/common';
import type { Job, Queue } from 'bull';
import { LogLine, type LogSubject } from '../../observability/log-line.js';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { DeliveryMetrics } from '../../observability/metrics/delivery-metrics.js';
import { PluginRegistry } from '../../plugins/plugin-registry.js';
import { DeliveryTurns } from '../destinations/delivery-turns.js';
import { MustLineUpError } from '../destinations/must-line-up-error.js';
import { kindOf, subjectOf } from '../job-event.js';
import { SubscriptionRenewal } from '../subscriptions/subscription-renewal.js';
import { SubscriptionStatus } from '../subscriptions/subscription-status.js';
import { AttemptLog } from './attempt-log.js';
import { AttemptInterrupted, AttemptRunner, notAttempted, type AttemptOutcome } from './attempt-runner.js';
import { DELIVERY_WORKER_QUEUE, type Attempt, type Delivery } from './delivery.js';
import { LostDeliveries } from './lost-deliveries.js';
import { whenProcessing } from './queue-start.js';
import { stopQueue } from './stop-queue.js';
import { severityOf } from '../../redis/redis-unavailable.js';

/**
 * Makes the processor of the `webhooks` queue. A factory, because @nestjs/bull takes the concurrency from a decorator and
 * a decorator's arguments are fixed when the class is made.
 *
 * @param concurrency attempts that one process makes at once
 */
export function deliveryProcessor(concurrency: number): Type<BeforeApplicationShutdown> {
  @Processor(DELIVERY_WORKER_QUEUE)
  class DeliveryProcessor implements OnApplicationBootstrap, BeforeApplicationShutdown {
    private readonly logger = new Logger('Webhooks');

    constructor(
      private readonly runner: AttemptRunner,
      private readonly log: AttemptLog,
      private readonly turns: DeliveryTurns,
      private readonly renewal: SubscriptionRenewal,
      private readonly subscriptions: SubscriptionStatus,
      private readonly lost: LostDeliveries,
      private readonly metrics: DeliveryMetrics,
      private readonly plugins: PluginRegistry,
      @InjectQueue(DELIVERY_WORKER_QUEUE) private readonly queue: Queue<Delivery>,
      @Inject(SETTINGS) private readonly settings: Settings,
    ) {}

    async onApplicationBootstrap(): Promise<void> {
      this.metrics.begin(this.plugins.names('webhook-caller'));
      await whenProcessing(this.queue);
    }

    /**
     * Makes one attempt. Its record is the job's return value when it succeeded; else it is in the attempt log, and the
     * error fails the Bull job, whose `attempts` and `backoff` decide whether there is another one.
     */
    @Process({ concurrency })
    async deliver(job: Job<Delivery>): Promise<Attempt> {
      const { attempt, error } = await this.attempt(job);
      this.metrics.attempted(job.data.webhook.caller, error?.code ?? null, attempt.durationMs);
      if (!error) return attempt;
      await this.record(job, attempt);
      throw error;
    }

    @OnQueueFailed()
    async failed(job: Job<Delivery> | null, error: Error): Promise<void> {
      if (!(error instanceof MustLineUpError)) {
        if (job?.finishedOn !== undefined) this.metrics.failed(job.data.webhook.caller);
        this.warn(job, error);
        return;
      }
      if (job) await this.turns.lineUp(job);
    }

    /** Bull reports lost connections here as well; whoever owns the connections logs those. */
    @OnQueueError()
    report(error: NodeJS.ErrnoException): void {
      if (error.code === undefined) this.logger.debug(`Delivery queue: ${error.message}`);
    }

    /** Lets attempts end within the grace time and leaves the others in the queue: they are made again. */
    async beforeApplicationShutdown(): Promise<void> {
      await stopQueue(this.queue, this.settings.shutdownGraceSeconds * 1_000, () => this.runner.interrupt());
      await this.turns.stop().catch(() => undefined);
      await this.lost.stop();
    }

    private async attempt(job: Job<Delivery>): Promise<AttemptOutcome> {
      const { destination } = job.data.webhook;
      const refusal = await this.renewal.renew(job);
      if (refusal || job.data.webhook.destination !== destination) await this.turns.forgo(job, destination);
      if (refusal) return notAttempted(refusal);
      const outcome = await this.turns.take(job, () =>
        this.runner.run(String(job.id), job.data).catch(leaveUnfinished),
      );
      const { subscriptionId } = job.data;
      if (subscriptionId !== undefined) this.subscriptions.note(subscriptionId, outcome.attempt);
      return outcome;
    }

    private warn(job: Job<Delivery> | null, error: Error): void {
      const isTriedAgain = job !== null && job.finishedOn === undefined;
      const { event, webhook } = job?.data ?? {};
      const which =
        event && webhook
          ? `${webhook.caller} webhook of ${kindOf(event)} ${subjectOf(event)} to ${webhook.destination}`
          : 'webhook';
      this.logger.warn(
        new LogLine(
          `The ${which} was not delivered${isTriedAgain ? ', and is tried again' : ''}: ${error.message}`,
          job ? aboutDelivery(job) : {},
        ),
      );
    }

    private async record(job: Job<Delivery>, attempt: Attempt): Promise<void> {
      try {
        await this.log.append(String(job.id), attempt);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        this.logger[severityOf(error)](
          new LogLine(
            `A failed attempt of delivery ${job.id} could not be recorded: ${reason}`,
            aboutDelivery(job),
          ),
        );
      }
    }
  }
  return DeliveryProcessor;
}

function aboutDelivery({ id, data: { event } }: Job<Delivery>): LogSubject {
  const subject = kindOf(event) === 'job' ? { job_id: subjectOf(event) } : { batch_id: subjectOf(event) };
  return { delivery_id: String(id), ...subject };
}

/**
 * An attempt that a stopping service interrupted has no outcome. Its promise stays open, so that Bull stores none: the
 * job remains active, its lock runs out, and the next worker takes it up as stalled.
 */
function leaveUnfinished(error: unknown): Promise<never> {
  if (error instanceof AttemptInterrupted) return new Promise<never>(() => undefined);
  throw error;
}
