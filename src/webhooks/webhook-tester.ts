import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { SETTINGS, type Settings } from '../config/settings.js';
import { PluginRegistry } from '../plugins/plugin-registry.js';
import { invalid, unavailable } from '../problems/problem.js';
import { Sealer } from '../secrets/sealer.js';
import { AttemptInterrupted, AttemptRunner } from './delivery/attempt-runner.js';
import { deliveryId, type Attempt } from './delivery/delivery.js';
import type { JobEvent, JobEventType } from './job-event.js';
import { checkWebhook } from './webhook-check.js';
import type { WebhookDto } from './webhook.dto.js';
import { sealWebhook, toWebhook } from './webhook.mapper.js';

/** Sends a made-up event the way a real one goes, at once and outside the queue, so that a user sees what comes back. */
@Injectable()
export class WebhookTester {
  constructor(
    private readonly runner: AttemptRunner,
    private readonly plugins: PluginRegistry,
    private readonly sealer: Sealer,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws Problem 422 for an unknown caller or a forbidden address, 503 when the service stops meanwhile */
  async test(dto: WebhookDto, type: JobEventType): Promise<Attempt> {
    const errors = checkWebhook(dto, this.plugins, this.settings);
    if (errors.length > 0) throw invalid(errors);
    const event = testEvent(type);
    const webhook = sealWebhook(toWebhook(dto), this.sealer);
    try {
      const { attempt } = await this.runner.run(deliveryId(event), { event, webhook });
      return attempt;
    } catch (error) {
      if (error instanceof AttemptInterrupted) throw unavailable('The service is stopping.', 5);
      throw error;
    }
  }
}

const STATUSES = {
  'job.completed': 'finished',
  'job.failed': 'failed',
  'job.canceled': 'canceled',
  'job.expired': 'expired',
} as const satisfies Record<JobEventType, JobEvent['status']>;

function testEvent(type: JobEventType): JobEvent {
  const now = new Date().toISOString();
  const command = 'show version';
  const isGood = type === 'job.completed';
  return {
    type,
    jobId: `test-${randomUUID()}`,
    status: STATUSES[type],
    driver: 'netmiko',
    device: { host: '192.0.2.1', port: 22, deviceType: 'cisco_ios' },
    deviceName: 'test',
    operation: 'command',
    commands: [command],
    createdAt: now,
    startedAt: now,
    endedAt: now,
    durationSeconds: 0,
    result: {
      outputs: isGood
        ? [{ command, stdout: 'This is a test of the webhook', stderr: '', exitStatus: 0 }]
        : [],
      error: isGood ? null : { type: 'Test', message: 'This is a test of the webhook' },
    },
  };
}
