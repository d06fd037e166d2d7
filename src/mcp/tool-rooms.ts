import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { JobSubmission } from '../jobs/job-submission.js';
import { JobsService } from '../jobs/jobs.service.js';
import { SeenDevices } from '../jobs/seen-devices.js';
import { DeliveryListing } from '../webhooks/log/delivery-listing.js';
import { DeliveryResend } from '../webhooks/log/delivery-resend.js';

/** What tools have things done by: the services behind REST's routes. */
@Injectable()
export class ToolRooms {
  /** The operator's patterns of the commands that `run_command` may run; null: those that NetPulse knows. */
  readonly readingCommands: readonly string[] | null;

  constructor(
    readonly submission: JobSubmission,
    readonly jobs: JobsService,
    readonly devices: SeenDevices,
    readonly deliveries: DeliveryListing,
    readonly resends: DeliveryResend,
    @Inject(SETTINGS) { mcpCommands }: Pick<Settings, 'mcpCommands'>,
  ) {
    this.readingCommands = mcpCommands.length > 0 ? mcpCommands : null;
  }
}
