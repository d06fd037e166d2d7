import type { OnApplicationShutdown } from '@nestjs/common';
import {
  BaseWebhookCaller,
  WebhookCaller,
  type CallContext,
  type Receipt,
} from '../../base-webhook-caller.js';
import { DeliveryError } from '../../delivery-error.js';
import { parseDestination } from '../../destination.js';
import { GuardedSockets } from '../../egress/guarded-sockets.js';
import { brokerMessage } from '../broker/broker-message.js';
import { ConnectionPool } from '../broker/connection-pool.js';
import type { RabbitmqConnection, RabbitmqMessage } from './rabbitmq-connection.js';
import type { BatchEvent, WebhookEvent } from '../../job-event.js';
import { RabbitmqOptions } from './rabbitmq-options.js';

/**
 * `name: "rabbitmq"`: publishes the event to an exchange, and counts as delivered what the broker has confirmed and put
 * into a queue. `message-id` is the delivery's id, the same over all attempts.
 */
@WebhookCaller('rabbitmq', {
  description: 'Publishes the whole event to an exchange of a RabbitMQ broker, with publisher confirms.',
  options: RabbitmqOptions,
  schemes: ['amqp', 'amqps'],
})
export class RabbitmqCaller extends BaseWebhookCaller<RabbitmqOptions> implements OnApplicationShutdown {
  private readonly pool = new ConnectionPool<RabbitmqConnection>();

  constructor(private readonly sockets: GuardedSockets) {
    super();
  }

  async call(context: CallContext<RabbitmqOptions, WebhookEvent>): Promise<Receipt> {
    const { webhook, signal } = context;
    const destination = parseDestination(webhook.url);
    if (!destination) throw new DeliveryError('caller', 'The URL names no broker');
    const { auth } = webhook;
    const key = JSON.stringify([destination.href, auth]);
    const target = { destination, auth, sockets: this.sockets };
    const message = messageOf(context);
    await this.pool.use(
      key,
      async (ended) => (await import('./rabbitmq-connection.js')).RabbitmqConnection.open(target, ended),
      signal,
      (connection) => connection.publish(message),
    );
    return { statusCode: null, answer: 'basic.ack' };
  }

  override callBatch(context: CallContext<RabbitmqOptions, BatchEvent>): Promise<Receipt> {
    return this.call(context);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.close();
  }
}

function messageOf(context: CallContext<RabbitmqOptions, WebhookEvent>): RabbitmqMessage {
  const { event, webhook, deliveryId } = context;
  const { exchange, routing_key: routingKey = event.type, persistent } = webhook.options;
  const { body, headers } = brokerMessage(context);
  const properties = {
    persistent,
    contentType: 'application/json',
    messageId: deliveryId,
    type: event.type,
    // AMQP counts whole seconds.
    timestamp: Math.floor(Date.parse(event.endedAt) / 1_000),
    appId: 'netpulse',
    headers,
  };
  return { exchange, routingKey, body, properties };
}
