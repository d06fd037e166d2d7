import { HttpService } from '@nestjs/axios';
import { BullModule } from '@nestjs/bull';
import { Module } from '@nestjs/common';
import { providePlugin } from '../plugins/plugin.js';
import { BasicCaller } from './callers/basic.caller.js';
import { EventCaller } from './callers/event.caller.js';
import { StandardCaller } from './callers/standard.caller.js';
import { producerQueue } from './delivery/delivery-queues.js';
import { EgressPolicy } from './egress/egress-policy.js';
import { GuardedAgents } from './http/guarded-agents.js';
import { webhookHttpService } from './http/webhook-axios.js';
import { WebhookHttpClient } from './webhook-http.client.js';
import { WebhookService } from './webhook.service.js';

/**
 * Tells the outside world how jobs ended: offers {@link WebhookService} to whoever ends jobs, and
 * {@link WebhookHttpClient} to callers in plugin packages.
 */
@Module({
  imports: [BullModule.registerQueueAsync(producerQueue)],
  providers: [
    WebhookService,
    EgressPolicy,
    GuardedAgents,
    { provide: HttpService, inject: [GuardedAgents], useFactory: webhookHttpService },
    WebhookHttpClient,
    providePlugin(BasicCaller),
    providePlugin(EventCaller),
    providePlugin(StandardCaller),
  ],
  exports: [WebhookService, WebhookHttpClient, BullModule],
})
export class WebhooksModule {}
