import { getQueueToken } from '@nestjs/bull';
import type { DynamicModule, LoggerService } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { Queue } from 'bull';
import { ConfigModule } from '../../src/config/config.module.js';
import { readSettings } from '../../src/config/settings.js';
import { MetricsModule } from '../../src/observability/metrics/metrics.module.js';
import { PluginsModule } from '../../src/plugins/plugins.module.js';
import { ProblemFilter } from '../../src/problems/problem.filter.js';
import { validationPipe } from '../../src/problems/validation.js';
import { RedisConnections } from '../../src/redis/redis-connections.js';
import { redisEndpoint } from '../../src/redis/redis-endpoint.js';
import { RedisModule } from '../../src/redis/redis.module.js';
import { Sealer } from '../../src/secrets/sealer.js';
import { SecretsModule } from '../../src/secrets/secrets.module.js';
import { TracingModule } from '../../src/tracing/tracing.module.js';
import { AttemptLog } from '../../src/webhooks/delivery/attempt-log.js';
import {
  DELIVERY_QUEUE,
  deliveryId,
  type Attempt,
  type Delivery,
} from '../../src/webhooks/delivery/delivery.js';
import { DeliveryModule } from '../../src/webhooks/delivery/delivery.module.js';
import { DESTINATION_KEYS } from '../../src/webhooks/destinations/destination-keys.js';
import type { JobEvent } from '../../src/webhooks/job-event.js';
import { WebhookDto } from '../../src/webhooks/webhook.dto.js';
import { sealWebhook, toWebhook } from '../../src/webhooks/webhook.mapper.js';
import { WebhookService } from '../../src/webhooks/webhook.service.js';
import { WebhooksModule } from '../../src/webhooks/webhooks.module.js';

const ENCRYPTION_KEY = Buffer.alloc(32, 7).toString('base64');

/** Keeps what would be logged. */
class LogLines implements LoggerService {
  readonly all: string[] = [];
  readonly warnings: string[] = [];
  clear(): void {
    this.all.length = 0;
    this.warnings.length = 0;
  }
  log = (message: unknown): void => void this.all.push(String(message));
  error = this.log;
  debug = this.log;
  warn = (message: unknown): void => {
    this.log(message);
    this.warnings.push(String(message));
  };
}

/** The webhooks room with everything that it needs, and nothing else. */
export class WebhooksApp {
  private isStopped = false;

  private constructor(
    readonly context: NestFastifyApplication,
    readonly logs: LogLines,
  ) {}

  /** @param modules what the room takes if it is there */
  static async start(
    socketPath: string,
    environment: NodeJS.ProcessEnv = {},
    modules: readonly DynamicModule[] = [],
  ): Promise<WebhooksApp> {
    const settings = readSettings({ NETPULSE_ENCRYPTION_KEY: ENCRYPTION_KEY, ...environment });
    const logs = new LogLines();
    const module = await Test.createTestingModule({
      imports: [
        ConfigModule.with(settings),
        RedisModule.with(redisEndpoint({ socketPath })),
        SecretsModule,
        PluginsModule,
        TracingModule,
        MetricsModule,
        WebhooksModule,
        DeliveryModule.with(settings),
        ...modules,
      ],
    })
      .setLogger(logs)
      .compile();
    const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    app.useGlobalPipes(validationPipe());
    app.useGlobalFilters(new ProblemFilter());
    await app.init();
    return new WebhooksApp(app, logs);
  }

  get queue(): Queue<Delivery> {
    return this.context.get(getQueueToken(DELIVERY_QUEUE), { strict: false });
  }

  get attemptLog(): AttemptLog {
    return this.context.get(AttemptLog, { strict: false });
  }

  async finish(event: JobEvent, fields: Partial<WebhookDto>): Promise<void> {
    const webhook = toWebhook(Object.assign(new WebhookDto(), fields));
    const sealed = sealWebhook(webhook, this.context.get(Sealer, { strict: false }));
    await this.context.get(WebhookService, { strict: false }).jobFinished(event, sealed);
  }

  /** The last attempt of a delivery that has ended. */
  async ended(event: JobEvent): Promise<Attempt> {
    const id = deliveryId(event);
    let attempt: Attempt | undefined;
    await expect
      .poll(
        async () => {
          const job = await this.queue.getJob(id);
          const returned = job?.returnvalue as Attempt | null | undefined;
          attempt = job?.finishedOn ? (returned ?? (await this.attemptLog.list(id)).at(-1)) : undefined;
          return attempt;
        },
        { timeout: 5_000, interval: 10 },
      )
      .toBeDefined();
    if (!attempt) throw new Error('The delivery did not end');
    return attempt;
  }

  async stateOf(event: JobEvent): Promise<string | undefined> {
    return (await this.queue.getJob(deliveryId(event)))?.getState();
  }

  /** An HTTP request to the room's own routes; nothing listens. */
  async request(method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) {
    const response = await this.context.inject({ method, url, ...(payload ? { payload } : {}) });
    return { status: response.statusCode, headers: response.headers, body: response.json<unknown>() };
  }

  /** The body of a request that has to succeed. */
  async read<T>(method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object): Promise<T> {
    const { status, body } = await this.request(method, url, payload);
    if (status >= 300) throw new Error(`${method} ${url} answered ${status}: ${JSON.stringify(body)}`);
    return body as T;
  }

  /** Has those that wait for a destination have waited for longer than they did. */
  async ageLine(origin: string, ms: number): Promise<void> {
    const { commands } = this.context.get(RedisConnections, { strict: false });
    const line = DESTINATION_KEYS.line(origin);
    for (const id of await commands.zrange(line, 0, -1)) await commands.zincrby(line, -ms, id);
  }

  async forgetEverything(): Promise<void> {
    await this.context.get(RedisConnections, { strict: false }).commands.flushall();
  }

  async everythingInRedis(): Promise<string[]> {
    const { commands } = this.context.get(RedisConnections, { strict: false });
    const keys = await commands.keys('*');
    const dumps = await Promise.all(
      keys.map(async (key) => [key, (await commands.dumpBuffer(key)).toString('latin1')]),
    );
    const hashes = await Promise.all(
      keys.map(async (key) =>
        (await commands.type(key)) === 'hash' ? Object.entries(await commands.hgetall(key)) : [],
      ),
    );
    return [...dumps, ...hashes].flat(2);
  }

  async stop(): Promise<void> {
    if (this.isStopped) return;
    this.isStopped = true;
    const connections = this.context.get(RedisConnections, { strict: false });
    await this.context.close();
    await connections.close();
  }
}
