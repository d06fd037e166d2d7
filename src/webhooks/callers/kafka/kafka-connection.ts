import { Kafka, logLevel, Partitioners, type KafkaConfig, type Producer } from 'kafkajs';
import { hostText, type Destination } from '../../destination.js';
import type { GuardedSockets } from '../../egress/guarded-sockets.js';
import type { BrokerConnection } from '../broker/connection-pool.js';
import { kafkaError } from './kafka-error.js';
import type { KafkaOptions } from './kafka-options.js';
import { KAFKA_TLS_SCHEME } from './kafka-schemes.js';
import { KafkaSockets } from './kafka-sockets.js';

const DEFAULT_PORT = 9_092;
const DEFAULT_TLS_PORT = 9_093;
/** The connection pool gives up before, and says so. */
const CONNECT_TIMEOUT_MS = 15_000;
/** Longer than any webhook's timeout, which is what ends a message that is not confirmed. */
const REQUEST_TIMEOUT_MS = 150_000;
/** For what heals at once: a partition's leader has moved, an idle connection was closed. All else is for the webhook's retries. */
const QUICK_RETRIES = { retries: 2, initialRetryTime: 50, maxRetryTime: 500 };

/** What {@link KafkaConnection.open} needs to know. */
export interface KafkaTarget {
  readonly destination: Destination;
  readonly auth: readonly [user: string, password: string] | null;
  readonly saslMechanism: KafkaOptions['sasl_mechanism'];
  readonly sockets: GuardedSockets;
}

/** One record and where it goes. */
export interface KafkaMessage {
  readonly topic: string;
  readonly key: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  /** ISO 8601. */
  readonly at: string;
  readonly acks: KafkaOptions['acks'];
  /** How long the leader may wait for its replicas. */
  readonly timeoutMs: number;
}

/** A producer with its connections to the brokers of a cluster. Its module is loaded at first use: kafkajs is 142 files. */
export class KafkaConnection implements BrokerConnection {
  private constructor(
    private readonly producer: Producer,
    private readonly sockets: KafkaSockets,
    private readonly origin: string,
  ) {}

  /** @throws DeliveryError */
  static async open(target: KafkaTarget, signal: AbortSignal): Promise<KafkaConnection> {
    const { hosts, scheme, origin } = target.destination;
    const isTls = scheme === KAFKA_TLS_SCHEME;
    // kafkajs cuts its brokers at the first colon, which an IPv6 address is full of.
    const seeds = new Map(hosts.map(({ hostname }, index) => [`seed-${index}`, hostname]));
    const brokers = hosts.map(({ port }, index) =>
      hostText({ hostname: `seed-${index}`, port: port ?? (isTls ? DEFAULT_TLS_PORT : DEFAULT_PORT) }),
    );
    const sockets = new KafkaSockets(target.sockets, seeds, signal);
    const kafka = new Kafka({
      clientId: 'netpulse',
      brokers,
      ssl: isTls,
      ...saslOf(target),
      socketFactory: sockets.factory,
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      retry: QUICK_RETRIES,
      logLevel: logLevel.NOTHING,
    });
    const producer = kafka.producer({
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
      retry: QUICK_RETRIES,
    });
    try {
      await producer.connect();
    } catch (error) {
      throw kafkaError(error, origin, sockets.lastFault);
    }
    return new KafkaConnection(producer, sockets, origin);
  }

  /** kafkajs dials again by itself. */
  readonly isOpen = true;

  /**
   * Resolves when the broker has stored the record, with where it is.
   *
   * @throws DeliveryError
   */
  async publish({ topic, key, body, headers, at, acks, timeoutMs }: KafkaMessage): Promise<string> {
    this.sockets.lastFault = undefined;
    try {
      const [stored] = await this.producer.send({
        topic,
        acks: acks === 'all' ? -1 : 1,
        timeout: timeoutMs,
        messages: [{ key, value: body, headers: { ...headers }, timestamp: String(Date.parse(at)) }],
      });
      return `partition ${stored?.partition ?? '?'}, offset ${stored?.baseOffset ?? '?'}`;
    } catch (error) {
      throw kafkaError(error, this.origin, this.sockets.lastFault);
    }
  }

  close(): Promise<void> {
    return this.producer.disconnect();
  }
}

function saslOf({ auth, saslMechanism: mechanism }: KafkaTarget): Pick<KafkaConfig, 'sasl'> {
  if (!auth) return {};
  const [username, password] = auth;
  switch (mechanism) {
    case 'plain':
      return { sasl: { mechanism, username, password } };
    case 'scram-sha-256':
      return { sasl: { mechanism, username, password } };
    case 'scram-sha-512':
      return { sasl: { mechanism, username, password } };
  }
}
