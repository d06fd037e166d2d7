import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import type { DeviceTestRequestDto } from './device-test.dto.js';
import type { JobRecord } from './job-record.js';
import { JobRequestChecker } from './job-request-checker.js';
import { JobSubmission } from './job-submission.js';
import { JobsService } from './jobs.service.js';

/** An expired job is found within a second; an aborted one has two to bring its outcome home. */
const GRACE_SECONDS = 5;

/** Tests devices by a job like any other: it runs where and when the device's jobs run, with the same credentials. */
@Injectable()
export class DeviceTester {
  constructor(
    private readonly checker: JobRequestChecker,
    private readonly submission: JobSubmission,
    private readonly jobs: JobsService,
  ) {}

  /**
   * Returns the job when it has ended, at the latest when its time to wait and its time to run are over.
   *
   * @throws Problem 422 for a faulty request, 403 when the actor may not use the device, 503 without a worker or Redis
   */
  async test(request: DeviceTestRequestDto, actor: Actor): Promise<JobRecord> {
    const { id } = await this.submission.queueJob(this.checker.checkTest(request), actor);
    return this.jobs.get(id, actor, 2 * request.timeout + GRACE_SECONDS);
  }
}
