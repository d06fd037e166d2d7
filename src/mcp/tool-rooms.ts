import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { JobSubmission } from '../jobs/job-submission.js';
import { JobsService } from '../jobs/jobs.service.js';
import { SeenDevices } from '../jobs/seen-devices.js';
import { DeliveryListing } from '../webhooks/log/delivery-listing.js';
import { DeliveryResend } from '../webhooks/log/delivery-resend.js';
import { READING_COMMANDS } from './reading-commands.js';

/** What tools have things done by: the services behind REST's routes. */
@Injectable()
export class ToolRooms {
  /** Patterns of the commands that `run_command` may run. */
  readonly readingCommands: readonly string[];

  constructor(
    readonly submission: JobSubmission,
    readonly jobs: JobsService,
    readonly devices: SeenDevices,
    readonly deliveries: DeliveryListing,
    readonly resends: DeliveryResend,
    @Inject(SETTINGS) { mcpCommands }: Pick<Settings, 'mcpCommands'>,
  ) {
    this.readingCommands = mcpCommands.length > 0 ? mcpCommands : READING_COMMANDS;
  }
}
