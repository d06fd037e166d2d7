import { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import { clientOptions } from './client-options.js';
import type { PlainLogger } from './plain-logger.js';
import type { RedisEndpoint } from './redis-endpoint.js';
import { isTooOld, RedisTooOldError } from './redis-version.js';

const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 1_000;
const NOTICE_INTERVAL_MS = 10_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** Something that takes connections and never says a word must not hold up the start silently. */
const ANSWER_TIMEOUT_MS = 5_000;

/** What waiting cannot mend. */
const WRONG_CREDENTIALS = /^(WRONGPASS|NOAUTH|NOPERM|ERR invalid password|ERR Client sent AUTH)/;
const NOT_A_REDIS = /^Protocol error/;
const WRONG_DATABASE = /DB index is out of range|invalid DB index|SELECT is not allowed/;
const TLS_CODES = /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|EPROTO$)/;

/** The configured Redis will not do, however long one waits. The message says why and holds no password. */
export class RedisUnusableError extends Error {
  readonly code = 'REDIS_UNUSABLE';
}

/**
 * Resolves when Redis answers. While it does not, says so at once and then every 10 s.
 *
 * @param signal gives up waiting
 * @throws RedisUnusableError for wrong credentials, a failed TLS check, one that is too old, or something that is no Redis
 */
export async function waitForRedis(
  endpoint: RedisEndpoint,
  logger: PlainLogger,
  signal?: AbortSignal,
): Promise<void> {
  let delayMs = FIRST_DELAY_MS;
  let nextNotice = 0;
  for (;;) {
    const failure = await probe(endpoint, logger);
    if (failure === undefined) break;
    signal?.throwIfAborted();
    const reason = unusableReason(failure);
    if (reason) throw new RedisUnusableError(`Redis at ${endpoint.shown} cannot be used: ${reason}`);
    if (Date.now() >= nextNotice) {
      nextNotice = Date.now() + NOTICE_INTERVAL_MS;
      logger.warn(`Waiting for Redis at ${endpoint.shown}: ${failure.message}`);
    }
    await sleep(delayMs, undefined, { signal });
    delayMs = Math.min(delayMs * 2, MAX_DELAY_MS);
  }
  if (nextNotice > 0) logger.info(`Redis at ${endpoint.shown} answers`);
}

/** One connection, one PING; what went wrong, if anything. */
async function probe(endpoint: RedisEndpoint, logger: PlainLogger): Promise<Error | undefined> {
  const redis = new Redis({
    ...clientOptions(endpoint, 'once'),
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    enableReadyCheck: false,
    disableClientInfo: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: ANSWER_TIMEOUT_MS,
  });
  let connectionError: Error | undefined;
  redis.on('error', (error: Error) => (connectionError ??= error));
  try {
    await redis.connect();
    await redis.ping();
    // A database that cannot be selected is told by event only, and PING works all the same.
    if (connectionError) return connectionError;
    await warnIfItForgets(redis, logger);
    return await ageProblem(redis);
  } catch (error) {
    // ioredis rejects with "Connection is closed." and tells the cause by event.
    return connectionError ?? (error instanceof Error ? error : new Error(String(error)));
  } finally {
    redis.disconnect();
  }
}

async function ageProblem(redis: Redis): Promise<RedisTooOldError | undefined> {
  const server = await redis.info('server').catch(() => '');
  const version = /^redis_version:(\S+)/m.exec(server)?.[1];
  return version !== undefined && isTooOld(version) ? new RedisTooOldError(version) : undefined;
}

/** Bull's jobs are keys like others: a Redis that evicts keys loses jobs. */
async function warnIfItForgets(redis: Redis, logger: PlainLogger): Promise<void> {
  const memory = await redis.info('memory').catch(() => '');
  const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1];
  if (policy !== undefined && policy !== 'noeviction') {
    logger.warn(
      `Redis has maxmemory-policy ${policy} and may drop jobs when it is full: set it to noeviction`,
    );
  }
}

function unusableReason(failure: Error): string | undefined {
  const { message } = failure;
  if (failure instanceof RedisTooOldError) return message;
  const { code } = failure as NodeJS.ErrnoException;
  if (WRONG_CREDENTIALS.test(message)) return `it refuses the user or password (${message})`;
  if (NOT_A_REDIS.test(message)) return 'what answers there is not Redis';
  if (WRONG_DATABASE.test(message)) return message;
  if (code !== undefined && TLS_CODES.test(code)) return `TLS fails (${message.trim()})`;
  return undefined;
}
