import { pathAndQuery, type Input, type Schema } from './api-operations.js';
import type { Api } from './api.js';
import { Listing } from './listing.js';
import type { CallOptions } from './transport.js';

export type Delivery = Schema<'DeliveryDto'>;
export type DeliveryQuery = NonNullable<Input<'get', '/webhooks/deliveries'>['query']>;
export type ResendRequest = NonNullable<Input<'post', '/webhooks/deliveries/resend'>['body']>;

/** The delivery log: what was sent to whom, attempt by attempt. */
export class Deliveries {
  constructor(private readonly api: Api) {}

  get(id: string, options?: CallOptions): Promise<Delivery> {
    return this.api.call('get', '/webhooks/deliveries/{id}', { path: { id } }, options);
  }

  /** Newest first. */
  list(query: DeliveryQuery = {}, options?: CallOptions): Listing<Delivery> {
    return new Listing<Delivery>(this.api, pathAndQuery('/webhooks/deliveries', { query }), options);
  }

  /** Sends it again, under the same `webhook-id`. @throws ProblemError `conflict` while it is under way */
  resend(id: string, options?: CallOptions): Promise<Delivery> {
    return this.api.call('post', '/webhooks/deliveries/{id}/resend', { path: { id } }, options);
  }

  /** Sends again all that match, at a rate; or, with `dry_run`, counts them. */
  resendMany(
    body: ResendRequest,
    options?: CallOptions,
  ): Promise<Schema<'RecoveryDto'> | Schema<'RecoveryPreviewDto'>> {
    return this.api.call('post', '/webhooks/deliveries/resend', { body }, options);
  }
}
