import { BullModule } from '@nestjs/bull';
import { Module, type DynamicModule } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import type { Settings } from '../config/settings.js';
import { CredentialsModule } from '../credentials/credentials.module.js';
import { DriversModule } from '../drivers/drivers.module.js';
import { FleetModule } from '../fleet/fleet.module.js';
import { FIFO_QUEUE } from '../fleet/worker-queues.js';
import { FIFO_WORKER_QUEUE } from '../jobs/job-keys.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { ConnectionArguments } from './connection-arguments.js';
import { BatchOutbox } from './batch-outbox.js';
import { DeviceHolds } from './device-holds.js';
import { DeviceWork } from './device-work.js';
import { EarlyTurns } from './early-turns.js';
import { EndedJobs } from './ended-jobs.js';
import { Expiry } from './expiry.js';
import { Heartbeat } from './heartbeat.js';
import { HolderRetention } from './holder-retention.js';
import { JobTemplates } from './job-templates.js';
import { JobRetries } from './job-retries.js';
import { JobTraces } from './job-traces.js';
import { JobRunner } from './job-runner.js';
import { jobProcessor } from './job.processor.js';
import { END_PROCESS, OrderTaker } from './order-taker.js';
import { Outbox } from './outbox.js';
import { LiveOutputs } from './live-outputs.js';
import { OutcomeStore } from './outcome-store.js';
import { OwnQueue } from './own-queue.js';
import { Rehoming } from './rehoming.js';
import { Retention } from './retention.js';
import { RunningJobs } from './running-jobs.js';
import { SessionPool } from './session-pool.js';
import { StrandedJobs } from './stranded-jobs.js';
import { TURN_SETTINGS } from './turn-backoff.js';
import { TurnKeeper } from './turn-keeper.js';
import { Turns } from './turns.js';
import { UnsettledJobs } from './unsettled-jobs.js';
import { Upkeep } from './upkeep.js';
import { WorkerIdentity } from './worker-identity.js';
import { WorkerMetrics } from './worker-metrics.js';
import { WorkerLease } from './worker-lease.js';
import { WorkerShutdown } from './worker-shutdown.js';

/** Runs jobs: only a process that imports it is a worker. */
@Module({})
export class WorkersModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: WorkersModule,
      imports: [
        AuditModule,
        CredentialsModule,
        DriversModule,
        FleetModule,
        JobsModule,
        WebhooksModule,
        BullModule.registerQueueAsync({
          name: FIFO_WORKER_QUEUE,
          inject: [RedisConnections],
          useFactory: (redis: RedisConnections) => ({
            ...redis.queueOptions('worker'),
            name: FIFO_QUEUE,
            settings: TURN_SETTINGS,
          }),
        }),
      ],
      providers: [
        WorkerIdentity,
        SessionPool,
        ConnectionArguments,
        JobTemplates,
        JobRunner,
        JobTraces,
        OwnQueue,
        Rehoming,
        RunningJobs,
        JobRetries,
        WorkerLease,
        DeviceHolds,
        DeviceWork,
        TurnKeeper,
        StrandedJobs,
        Turns,
        EarlyTurns,
        EndedJobs,
        jobProcessor(settings.concurrency),
        LiveOutputs,
        OutcomeStore,
        UnsettledJobs,
        BatchOutbox,
        Outbox,
        Retention,
        Expiry,
        HolderRetention,
        Heartbeat,
        { provide: END_PROCESS, useValue: () => process.kill(process.pid, 'SIGTERM') },
        OrderTaker,
        Upkeep,
        WorkerShutdown,
        WorkerMetrics,
      ],
    };
  }
}
