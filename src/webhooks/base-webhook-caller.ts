import type { Type } from '@nestjs/common';
import { describePlugin, pluginToken } from '../plugins/plugin.js';
import type { ExchangeTrace } from './http/exchange-trace.js';
import type { BatchEvent, JobEvent, WebhookEvent } from './job-event.js';
import type { Webhook } from './webhook.js';

/** What a caller gets: the event, where it should go, and the signal that ends the attempt. */
export interface CallContext<Options extends object = object, Event extends WebhookEvent = JobEvent> {
  readonly event: Event;
  /** Its `options` are an instance of the DTO that the caller named, validated and with its defaults. */
  readonly webhook: Webhook<Options>;
  /** Constant over all attempts of this delivery: receivers dedupe by it. */
  readonly deliveryId: string;
  /** Aborted when the webhook's timeout is over or the service stops. A caller that ignores it is abandoned. */
  readonly signal: AbortSignal;
  /** Where {@link WebhookHttpClient} notes how the exchange goes: hand the context on to it, and it is in the delivery log. */
  readonly trace?: ExchangeTrace;
  /** W3C Trace Context of this attempt, when tracing is on; {@link WebhookHttpClient} and messages to brokers carry it along. */
  readonly traceparent?: string;
}

/** What the destination answered, as far as it is kept on record. */
export interface Receipt {
  /** HTTP status code; null for destinations that have none. */
  readonly statusCode: number | null;
  /** Start of the answer, as text. */
  readonly answer: string;
}

/** The injection token of a webhook caller. */
export const webhookCallerToken = (name: string): string => pluginToken('webhook-caller', name);

/** What a caller sends to unless it says otherwise. */
const HTTP_SCHEMES = ['http', 'https'] as const;

/**
 * Class decorator of a caller: the `name` by which a request's `webhook` asks for it, the DTO class (class-validator) of
 * its `options` if it takes any, and the URL schemes that it reaches: http and https unless given.
 */
export function WebhookCaller(
  name: string,
  about: { description: string; options?: Type<object>; schemes?: readonly string[] },
): ClassDecorator {
  return describePlugin({
    kind: 'webhook-caller',
    name,
    description: about.description,
    parts: about.options ? { options: about.options } : {},
    schemes: about.schemes ?? HTTP_SCHEMES,
  });
}

/**
 * Tells one kind of external system how a job ended. Extend it, decorate it with {@link WebhookCaller}, and register it
 * with `providePlugin(...)` in a module: nothing else changes.
 */
export abstract class BaseWebhookCaller<Options extends object = object> {
  /**
   * Makes one attempt. It succeeded when the promise resolves; anything thrown is a failed attempt.
   *
   * @throws DeliveryError telling what kind of failure it was
   */
  abstract call(context: CallContext<Options>): Promise<Receipt>;

  /**
   * Makes one attempt to tell that a batch has ended. A caller that does not have it is not told of batches.
   *
   * @throws DeliveryError telling what kind of failure it was
   */
  callBatch?(context: CallContext<Options, BatchEvent>): Promise<Receipt>;
}
