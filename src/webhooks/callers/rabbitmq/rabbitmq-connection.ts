import { connect, type ChannelModel, type ConfirmChannel, type Message, type Options } from 'amqplib';
import type { Destination, DestinationHost } from '../../destination.js';
import type { GuardedSockets } from '../../egress/guarded-sockets.js';
import type { BrokerConnection } from '../broker/connection-pool.js';
import { rabbitmqError, unroutable } from './rabbitmq-error.js';

const DEFAULT_PORTS: Readonly<Record<string, number>> = { amqp: 5_672, amqps: 5_671 };
/** RabbitMQ's own default user; a broker accepts it from its own machine only. */
const DEFAULT_AUTH = ['guest', 'guest'] as const;
/** Two missed ones end a connection whose broker is gone without a word. */
const HEARTBEAT_SECONDS = 10;
/** Channels that are kept for later; more are closed after their message. */
const MAX_IDLE_CHANNELS = 16;

/** What {@link RabbitmqConnection.open} needs to know. */
export interface RabbitmqTarget {
  readonly destination: Destination;
  readonly auth: readonly [user: string, password: string] | null;
  readonly sockets: GuardedSockets;
}

/** One message and where it goes. */
export interface RabbitmqMessage {
  readonly exchange: string;
  readonly routingKey: string;
  readonly body: Buffer;
  readonly properties: Options.Publish;
}

/**
 * A connection to RabbitMQ with publisher confirms. Each message in flight has a channel of its own: the broker closes a
 * channel for one message's fault (no such exchange), and with it goes whatever else is under way there.
 */
export class RabbitmqConnection implements BrokerConnection {
  private readonly idle: ConfirmChannel[] = [];
  private isUsable = true;

  private constructor(
    private readonly model: ChannelModel,
    private readonly origin: string,
  ) {
    model.on('error', () => (this.isUsable = false));
    model.on('close', () => (this.isUsable = false));
  }

  /** @throws DeliveryError */
  static async open(
    { destination, auth, sockets }: RabbitmqTarget,
    signal: AbortSignal,
  ): Promise<RabbitmqConnection> {
    const { scheme, origin, path } = destination;
    const [username, password] = auth ?? DEFAULT_AUTH;
    const dial = ({ hostname, port }: DestinationHost): Promise<ChannelModel> => {
      const broker = {
        protocol: scheme,
        hostname,
        port: port ?? DEFAULT_PORTS[scheme],
        username,
        password,
        // amqplib decodes it; an absent or empty one is "/".
        vhost: path.slice(1),
        heartbeat: HEARTBEAT_SECONDS,
      };
      const socket = { ...sockets.optionsFor(hostname), signal, noDelay: true, clientProperties: NAMED };
      return connect(broker, socket);
    };
    try {
      return new RabbitmqConnection(await firstOf(destination.hosts, dial), origin);
    } catch (error) {
      throw rabbitmqError(error, origin);
    }
  }

  get isOpen(): boolean {
    return this.isUsable;
  }

  /**
   * Resolves when the broker has confirmed the message, which for persistent ones in durable queues means stored.
   *
   * @throws DeliveryError, `unroutable` when no queue got it
   */
  async publish(message: RabbitmqMessage): Promise<void> {
    let returned: Message | undefined;
    try {
      const channel = this.idle.pop() ?? (await this.openChannel());
      returned = await confirmed(channel, message);
      this.keep(channel);
    } catch (error) {
      throw rabbitmqError(error, this.origin);
    }
    if (returned) throw unroutable(replyText(returned), this.origin);
  }

  async close(): Promise<void> {
    if (this.isUsable) await this.model.close();
  }

  private async openChannel(): Promise<ConfirmChannel> {
    const channel = await this.model.createConfirmChannel();
    // What is wrong with a message is told to its publish; a listener has to be there all the same.
    channel.on('error', () => undefined);
    channel.once('close', () => {
      const index = this.idle.indexOf(channel);
      if (index >= 0) this.idle.splice(index, 1);
    });
    return channel;
  }

  private keep(channel: ConfirmChannel): void {
    if (this.idle.length < MAX_IDLE_CHANNELS) this.idle.push(channel);
    else channel.close().catch(() => undefined);
  }
}

const NAMED = { connection_name: 'NetPulse' };

/** Resolves with the message if the broker sent it back: that comes before its confirmation (basic.return, basic.ack). */
function confirmed(
  channel: ConfirmChannel,
  { exchange, routingKey, body, properties }: RabbitmqMessage,
): Promise<Message | undefined> {
  return new Promise((resolve, reject) => {
    let returned: Message | undefined;
    let fault: Error | undefined;
    const onReturn = (message: Message): void => void (returned = message);
    const onError = (error: Error): void => void (fault = error);
    channel.on('return', onReturn);
    channel.on('error', onError);
    const options = { ...properties, mandatory: true };
    channel.publish(exchange, routingKey, body, options, (error: Error | null) => {
      channel.removeListener('return', onReturn);
      channel.removeListener('error', onError);
      if (error) reject(fault ?? error);
      else resolve(returned);
    });
  });
}

function replyText({ fields }: Message): string {
  const { replyText: text } = fields as { replyText?: unknown };
  return typeof text === 'string' ? text : '';
}

/** Members of a cluster are tried one after the other. */
async function firstOf(
  hosts: readonly DestinationHost[],
  dial: (host: DestinationHost) => Promise<ChannelModel>,
): Promise<ChannelModel> {
  let fault: unknown;
  for (const host of hosts) {
    try {
      return await dial(host);
    } catch (error) {
      fault = error;
    }
  }
  throw fault;
}
