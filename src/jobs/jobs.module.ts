import { BullModule } from '@nestjs/bull';
import { Module } from '@nestjs/common';
import { CredentialsModule } from '../credentials/credentials.module.js';
import { BatchStore } from './batches/batch-store.js';
import { BatchesController } from './batches/batches.controller.js';
import { BatchesService } from './batches/batches.service.js';
import { BulkJudge } from './batches/bulk-judge.js';
import { BulkQueue } from './batches/bulk-queue.js';
import { BulkSubmission } from './batches/bulk-submission.js';
import { FleetModule } from '../fleet/fleet.module.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { DeviceController } from './device.controller.js';
import { DeviceTester } from './device-tester.js';
import { Idempotency } from './idempotency.js';
import { FIFO_QUEUE } from '../fleet/worker-queues.js';
import { JobCancellation } from './job-cancellation.js';
import { JobListing } from './job-listing.js';
import { JobRequestChecker } from './job-request-checker.js';
import { JobQueue } from './job-queue.js';
import { JobStore } from './job-store.js';
import { JobSubmission } from './job-submission.js';
import { JobStreams } from './stream/job-streams.js';
import { StreamController } from './stream/stream.controller.js';
import { JobWaiter } from './job-waiter.js';
import { JobsController } from './jobs.controller.js';
import { PinnedQueues } from './pinned-queues.js';
import { QueueRoom } from './queue-room.js';
import { ReplicaWait } from './replica-wait.js';
import { SeenDevices } from './seen-devices.js';
import { WorkerPresence } from './worker-presence.js';
import { JobsService } from './jobs.service.js';

/** Takes jobs in, reads and cancels them: /jobs and /device. Offers the store that workers read and end jobs by. */
@Module({
  imports: [
    CredentialsModule,
    FleetModule,
    TemplatesModule,
    BullModule.registerQueueAsync({
      name: FIFO_QUEUE,
      inject: [RedisConnections],
      useFactory: (redis: RedisConnections) => redis.queueOptions('producer'),
    }),
  ],
  controllers: [JobsController, BatchesController, StreamController, DeviceController],
  providers: [
    JobStore,
    JobQueue,
    JobListing,
    JobCancellation,
    JobRequestChecker,
    JobSubmission,
    PinnedQueues,
    QueueRoom,
    ReplicaWait,
    WorkerPresence,
    Idempotency,
    JobWaiter,
    JobsService,
    SeenDevices,
    DeviceTester,
    JobStreams,
    BatchStore,
    BulkJudge,
    BulkQueue,
    BulkSubmission,
    BatchesService,
  ],
  exports: [JobStore, JobSubmission, JobsService, SeenDevices, BatchStore],
})
export class JobsModule {}
