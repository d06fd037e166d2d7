import { getQueueToken } from '@nestjs/bull';
import axios from 'axios';
import type { Queue } from 'bull';
import { pino } from 'pino';
import { readSettings } from '../../src/config/settings.js';
import { PinoLogger } from '../../src/observability/logger.js';
import { Sealer } from '../../src/secrets/sealer.js';
import { startService, type Service } from '../../src/service.js';
import { DELIVERY_WORKER_QUEUE, type Delivery } from '../../src/webhooks/delivery/delivery.js';
import { GuardedAgents } from '../../src/webhooks/http/guarded-agents.js';
import { WebhookDto } from '../../src/webhooks/webhook.dto.js';
import { sealWebhook, toWebhook } from '../../src/webhooks/webhook.mapper.js';
import { WebhookService } from '../../src/webhooks/webhook.service.js';
import { WebhookHttpClient } from '../../src/webhooks/webhook-http.client.js';
import { aJobEvent } from '../lab/webhook-receiver/a-job-event.js';
import { serve } from './child.js';
import { inFlight } from './in-flight.js';

/** What a device says to `show version`, more or less: with the rest of the body about 1 kB. */
const OUTPUT = 'Cisco IOS Software, C2960 Software, Version 15.2(7)E3\n'.repeat(18);

interface Task {
  readonly url: string;
  readonly count: number;
  readonly lanes: number;
}

let service: Service | undefined;

function running(): Service['app'] {
  if (!service) throw new Error('not started');
  return service.app;
}

/** Microseconds of this process's CPU for each of `count`. */
async function cpuOf(count: number, work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

function anEvent() {
  return aJobEvent({
    result: {
      outputs: [{ command: 'show version', stdout: OUTPUT, stderr: '', exitStatus: 0 }],
      error: null,
    },
  });
}

serve({
  async start(environment: Record<string, string>) {
    service = await startService(readSettings(environment), new PinoLogger(pino({ level: 'silent' })));
  },

  /** Bare axios as it comes, with the agent and the body of the deliveries. */
  async axios({ url, count, lanes }: Task) {
    const httpAgent = running().get(GuardedAgents, { strict: false }).forProtocol('http:');
    const { jobId } = anEvent();
    const body = JSON.stringify({ id: jobId, result: OUTPUT });
    const headers = { 'Content-Type': 'application/json' };
    return cpuOf(count, () => inFlight(count, lanes, () => axios.post(url, body, { httpAgent, headers })));
  },

  /** The request alone, as every HTTP caller makes it. */
  async client({ url, count, lanes }: Task) {
    const client = running().get(WebhookHttpClient, { strict: false });
    const webhook = toWebhook(Object.assign(new WebhookDto(), { url }));
    const { signal } = new AbortController();
    const event = anEvent();
    return cpuOf(count, () =>
      inFlight(count, lanes, () =>
        client.send({ webhook, deliveryId: 'bench', signal }, { body: { id: event.jobId, result: OUTPUT } }),
      ),
    );
  },

  /** Whole deliveries: from Bull, unsealed, in turn at their destination, sent, and on record in Bull again. */
  async deliveries({ url, count }: Task) {
    const app = running();
    const queue = app.get<Queue<Delivery>>(getQueueToken(DELIVERY_WORKER_QUEUE), { strict: false });
    const webhooks = app.get(WebhookService, { strict: false });
    const dto = Object.assign(new WebhookDto(), { url });
    const webhook = sealWebhook(toWebhook(dto), app.get(Sealer, { strict: false }));
    await queue.pause(true, true);
    await inFlight(count, 100, () => webhooks.jobFinished(anEvent(), webhook));
    let done = 0;
    const finished = new Promise<void>((resolve) => {
      queue.on('completed', () => ++done === count && resolve());
    });
    const cpu = await cpuOf(count, async () => {
      await queue.resume(true);
      await finished;
    });
    queue.removeAllListeners('completed');
    return cpu;
  },

  async stop() {
    await service?.stop();
  },
});
