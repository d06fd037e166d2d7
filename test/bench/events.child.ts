import { pino } from 'pino';
import { readSettings } from '../../src/config/settings.js';
import { PinoLogger } from '../../src/observability/logger.js';
import { Sealer } from '../../src/secrets/sealer.js';
import { startService, type Service } from '../../src/service.js';
import { WebhookDto } from '../../src/webhooks/webhook.dto.js';
import { sealWebhook, toWebhook } from '../../src/webhooks/webhook.mapper.js';
import { WebhookService } from '../../src/webhooks/webhook.service.js';
import { aJobEvent } from '../lab/webhook-receiver/a-job-event.js';
import { serve } from './child.js';
import { preciseNow } from './precise-now.js';

let service: Service | undefined;

serve({
  async start(environment: Record<string, string>) {
    service = await startService(readSettings(environment), new PinoLogger(pino({ level: 'silent' })));
  },

  /**
   * Ends jobs at a steady pace, their webhooks going to the URLs in turn.
   *
   * @returns when each was told, ms since the epoch, by the job's id; jobs of the first `measured` URLs only
   */
  async tell(task: { urls: string[]; measured: number; perSecond: number; seconds: number }) {
    if (!service) throw new Error('not started');
    const { urls, measured, perSecond, seconds } = task;
    const sealer = service.app.get(Sealer, { strict: false });
    const webhooks = service.app.get(WebhookService, { strict: false });
    const sealed = urls.map((url) =>
      sealWebhook(toWebhook(Object.assign(new WebhookDto(), { url })), sealer),
    );
    const told: Record<string, number> = {};
    const begin = performance.now();
    const pending: Promise<void>[] = [];
    for (let index = 0; index < perSecond * seconds; index++) {
      const due = begin + (index * 1_000) / perSecond;
      while (performance.now() < due) await new Promise((resolve) => setTimeout(resolve, 1));
      const target = index % urls.length;
      const webhook = sealed[target];
      if (!webhook) continue;
      const event = aJobEvent();
      if (target < measured) told[event.jobId] = preciseNow();
      pending.push(webhooks.jobFinished(event, webhook));
    }
    await Promise.all(pending);
    return told;
  },

  async stop() {
    await service?.stop();
  },
});
