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
import type { KafkaConnection, KafkaMessage } from './kafka-connection.js';
import type { BatchEvent, WebhookEvent } from '../../job-event.js';
import { KafkaOptions } from './kafka-options.js';
import { KAFKA_TLS_SCHEME } from './kafka-schemes.js';

/**
 * `name: "kafka"`: publishes the event to a topic, and counts as delivered what the broker has acknowledged. The record's
 * header `webhook-id` is the delivery's id, the same over all attempts.
 */
@WebhookCaller('kafka', {
  description: 'Publishes the whole event to a topic of a Kafka cluster, acknowledged by its replicas.',
  options: KafkaOptions,
  schemes: ['kafka', KAFKA_TLS_SCHEME],
})
export class KafkaCaller extends BaseWebhookCaller<KafkaOptions> implements OnApplicationShutdown {
  private readonly pool = new ConnectionPool<KafkaConnection>();

  constructor(private readonly sockets: GuardedSockets) {
    super();
  }

  async call(context: CallContext<KafkaOptions, WebhookEvent>): Promise<Receipt> {
    const { webhook, signal } = context;
    const { auth, options } = webhook;
    const destination = parseDestination(webhook.url);
    if (!destination) throw new DeliveryError('caller', 'The URL names no broker');
    // A client asks for all of its topics at once: one that was deleted would fail the others.
    const key = JSON.stringify([destination.href, auth, options.sasl_mechanism, options.topic]);
    const target = { destination, auth, saslMechanism: options.sasl_mechanism, sockets: this.sockets };
    const message = messageOf(context);
    const answer = await this.pool.use(
      key,
      async (ended) => (await import('./kafka-connection.js')).KafkaConnection.open(target, ended),
      signal,
      (connection) => connection.publish(message),
    );
    return { statusCode: null, answer };
  }

  override callBatch(context: CallContext<KafkaOptions, BatchEvent>): Promise<Receipt> {
    return this.call(context);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.close();
  }
}

function messageOf(context: CallContext<KafkaOptions, WebhookEvent>): KafkaMessage {
  const { event, webhook } = context;
  const { topic, key = keyOf(event), acks } = webhook.options;
  const { body, headers } = brokerMessage(context);
  return {
    topic,
    key,
    body,
    headers: { 'content-type': 'application/json', 'event-type': event.type, ...headers },
    at: event.endedAt,
    acks,
    timeoutMs: webhook.timeoutSeconds * 1_000,
  };
}

/** A batch has no device: its own id spreads batches over the partitions. */
function keyOf(event: WebhookEvent): string {
  return event.type === 'batch.completed' ? event.batchId : event.device.host;
}
