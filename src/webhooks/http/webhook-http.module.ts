import { HttpService } from '@nestjs/axios';
import { Global, Module } from '@nestjs/common';
import { EgressPolicy } from '../egress/egress-policy.js';
import { WebhookHttpClient } from '../webhook-http.client.js';
import { GuardedAgents } from './guarded-agents.js';
import { webhookHttpService } from './webhook-axios.js';

/** Offers to callers, those of plugins too, the guarded way out: {@link WebhookHttpClient}, and {@link EgressPolicy} alone. */
@Global()
@Module({
  providers: [
    EgressPolicy,
    GuardedAgents,
    { provide: HttpService, inject: [GuardedAgents], useFactory: webhookHttpService },
    WebhookHttpClient,
  ],
  exports: [EgressPolicy, GuardedAgents, WebhookHttpClient],
})
export class WebhookHttpModule {}
