import { Logger, type DynamicModule, type Type } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { NestFactory } from '@nestjs/core';
import { randomUUID } from 'node:crypto';
import { BOARD_PATH, BOARD_POLICY } from './admin/queue-board.js';
import { SIGN_IN_POLICY } from './admin/sign-in-page.js';
import { AuditTrail } from './audit/audit-trail.js';
import { RequestLog } from './audit/request-log.js';
import { AppModule } from './app.module.js';
import { DeliveryThread } from './delivery-thread/delivery-thread.js';
import { ApiKey } from './auth/api-key.js';
import type { Settings } from './config/settings.js';
import { DOCS_PATH, DOCS_POLICY, serveDocs } from './docs/openapi.js';
import { openToOrigins } from './http/cors.js';
import { listen } from './http/listen.js';
import { sendSecurityHeaders } from './http/security-headers.js';
import type { PinoLogger } from './observability/logger.js';
import { HttpMetrics } from './observability/metrics/http-metrics.js';
import { MetricsRegistry } from './observability/metrics/metrics-registry.js';
import { NO_FASTIFY_SCHEMAS } from './http/no-fastify-schemas.js';
import { answerFrameworkError } from './problems/framework-errors.js';
import { notFound } from './problems/problem.js';
import { problemBody, ProblemFilter } from './problems/problem.filter.js';
import { validationPipe } from './problems/validation.js';
import { PrivateRedis } from './redis/private-redis.js';
import { RedisConnections } from './redis/redis-connections.js';
import { Sealer } from './secrets/sealer.js';
import { resolveEncryptionKey } from './secrets/secrets.module.js';
import { checkSharedKey } from './secrets/shared-key.js';
import { within } from './time/within.js';
import { traceRequests } from './tracing/traced-requests.js';
import { Tracing } from './tracing/tracing.js';
import { overAnOutage } from './redis/over-an-outage.js';
import { redisEndpoint, sharedRedis } from './redis/redis-endpoint.js';
import { waitForRedis } from './redis/wait-for-redis.js';

const MS_PER_SECOND = 1_000;
/** What stopping takes at most beside the grace time for what is under way. */
export const STOP_MARGIN_MS = 10_000;

/** A NetPulse that runs in this process. */
export interface Service {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  readonly apiKey: ApiKey;
  readonly app: NestFastifyApplication;
  /** Stops in order: no new request, running jobs end, then Redis goes last. Safe to call twice. */
  stop(): Promise<void>;
}

/** What a start may be given beyond the settings. */
interface StartOptions {
  /** Gives up waiting for a Redis that does not answer. */
  readonly signal?: AbortSignal;
  /** Modules that register further drivers and callers. */
  readonly plugins?: readonly Type<unknown>[];
  /**
   * Where the settings came from, when webhooks are to leave from a thread of its own (if the settings say so). Without
   * it they leave from this one.
   */
  readonly environment?: NodeJS.ProcessEnv;
}

/** Starts everything: the private Redis unless another is configured, the application, the HTTP server. */
export async function startService(
  settings: Settings,
  logger: PinoLogger,
  { signal, plugins, environment }: StartOptions = {},
): Promise<Service> {
  const shared = sharedRedis(settings);
  const privateRedis = shared ? undefined : await PrivateRedis.start({ dataDir: settings.dataDir, logger });
  const endpoint = shared ?? redisEndpoint({ socketPath: privateRedis?.socketPath ?? '' });
  const sendsWebhooks = settings.role !== 'api' && settings.webhookThread;
  const thread = environment && sendsWebhooks ? deliveryThread(environment, logger) : undefined;
  let connections: RedisConnections | undefined;
  let app: NestFastifyApplication | undefined;
  const stop = once(async () => {
    const ended = (async () => {
      await app?.close();
      await thread?.stop(settings.shutdownGraceSeconds * MS_PER_SECOND + STOP_MARGIN_MS);
    })();
    const silent = connections ? [untilSilent(connections, logger)] : [];
    // A Redis that comes and goes meanwhile may leave an answer out for which Bull waits for ever.
    const longestMs = settings.shutdownGraceSeconds * MS_PER_SECOND + STOP_MARGIN_MS;
    const isOver = Promise.race([ended, ...silent]).then(() => true);
    if (!(await within(longestMs, isOver, false)))
      logger.warn('Not all has stopped in time: what is under way is left to be found by others');
    await connections?.close();
    await privateRedis?.stop();
  });
  try {
    await waitForRedis(endpoint, logger, signal);
    // What goes wrong with Redis is told before Nest, which would do this, has made the application.
    Logger.overrideLogger(logger);
    connections = await RedisConnections.open(endpoint);
    // Before anything can take a job that it could not open.
    if (shared) await shareKey(connections, new Sealer(resolveEncryptionKey(settings)), signal);
    // Nobody waits for it: jobs are taken and run meanwhile, and their webhooks leave as soon as it is there.
    thread?.begin(endpoint);
    const module = AppModule.with(settings, connections, plugins, thread ? 'in a thread' : 'here');
    app = await createApp(module, settings, logger);
    if (thread) app.get(MetricsRegistry).include(() => thread.metrics());
    await listen(app, settings);
    return { url: urlOf(app, settings.host), apiKey: app.get(ApiKey), app, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function shareKey(redis: RedisConnections, sealer: Sealer, signal?: AbortSignal): Promise<void> {
  return overAnOutage(() => checkSharedKey(redis, sealer), signal);
}

/** Without Redis there is nobody to hand anything over to, and Bull's queues would wait for it for ever. */
async function untilSilent(connections: RedisConnections, logger: PinoLogger): Promise<void> {
  await connections.whenSilent();
  logger.warn('Redis does not answer: what is under way is left to be found by others');
}

/** A crash in there is one of this process: whoever watches over it starts both again. */
function deliveryThread(environment: NodeJS.ProcessEnv, logger: PinoLogger): DeliveryThread {
  const isTerminal = process.stdout.isTTY;
  return new DeliveryThread({ environment: ownVariables(environment), isTerminal }, (error) => {
    logger.fatal(error.message);
    process.exit(1);
  });
}

function ownVariables(environment: NodeJS.ProcessEnv): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => name.startsWith('NETPULSE_') || name.startsWith('OTEL_')),
  );
}

async function createApp(
  module: DynamicModule,
  settings: Settings,
  logger: PinoLogger,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: settings.maxBodyBytes,
    // Without a proxy nobody's word is taken for where he comes from.
    trustProxy: settings.trustedProxies.length > 0 ? [...settings.trustedProxies] : false,
    // Keys such as __proto__ are refused by the rules of their place, as any other unknown field.
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    schemaController: NO_FASTIFY_SCHEMAS,
    frameworkErrors: answerFrameworkError,
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger,
    abortOnError: false,
    // Fastify's own parser of JSON stays. Any other body is refused by its type: read as a form, it would be a field's name.
    bodyParser: false,
  });
  adapter.getInstance().removeContentTypeParser('text/plain');
  sendSecurityHeaders(adapter, {
    [`/${DOCS_PATH}`]: DOCS_POLICY,
    [BOARD_PATH]: BOARD_POLICY,
    '/admin': SIGN_IN_POLICY,
  });
  openToOrigins(app, settings.corsOrigins);
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter());
  adapter.getInstance().addHook('onRequest', (request, reply, done) => {
    void reply.header('X-Request-Id', request.id);
    done();
  });
  traceRequests(adapter.getInstance(), app.get(Tracing));
  const trail = app.get(AuditTrail);
  const metrics = app.get(HttpMetrics);
  const log = app.get(RequestLog);
  adapter.getInstance().addHook('onResponse', (request, reply, done) => {
    trail.answered(request, reply);
    metrics.answered(request, reply);
    log.answered(request, reply);
    done();
  });
  if (settings.role === 'worker') answerOnlyHealth(adapter);
  else serveDocs(app, settings);
  await app.init();
  return app;
}

const WORKER_ONLY = notFound(
  'This process is a worker: it answers /health and /metrics only. Send requests to an api.',
);

/** Clients talk to the api processes; what watches over processes asks the worker itself. */
function answerOnlyHealth(adapter: FastifyAdapter): void {
  adapter.getInstance().addHook('onRequest', (request, reply, done) => {
    if (/^\/(health|metrics)\b/.test(request.url)) return done();
    void reply.status(404).type('application/problem+json').send(problemBody(WORKER_ONLY, request.id));
  });
}

function urlOf(app: NestFastifyApplication, host: string): string {
  const address = app.getHttpServer().address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const shownHost = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${shownHost.includes(':') ? `[${shownHost}]` : shownHost}:${port}`;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= work());
}
