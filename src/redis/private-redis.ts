import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataFolderLock } from './data-folder-lock.js';
import { pingSocket } from './ping-socket.js';
import type { PlainLogger } from './plain-logger.js';
import { prepareRedisPlace, type RedisPlace } from './redis-place.js';
import { RedisProcess } from './redis-process.js';
import { findRedisProgram } from './redis-program.js';

const PING_INTERVAL_MS = 10;
/** A server that is up answers in 40-95 ms [measured]; loading its files does not count. */
const ANSWER_TIMEOUT_MS = 10_000;
const LOADING_NOTICE_MS = 10_000;
const FIRST_RESTART_DELAY_MS = 100;
const MAX_RESTART_DELAY_MS = 5_000;
/** A server that ran this long had no fault of its start: the delay begins anew. */
const STABLE_AFTER_MS = 30_000;
const LOG_TAIL_CHARACTERS = 500;

/** The private redis-server could not be started. */
export class PrivateRedisError extends Error {
  readonly code = 'PRIVATE_REDIS_FAILED';
}

/**
 * The redis-server that runs when no other is configured: on a unix socket in the data folder, with an append-only
 * file, without a TCP port. It is started again when it ends by itself, and taken over when a service before this one
 * was killed and left it behind.
 */
export class PrivateRedis {
  private readonly stopping = new AbortController();
  private server: RedisProcess | undefined;
  private keeping: Promise<void> = Promise.resolve();

  private constructor(
    private readonly place: RedisPlace,
    private readonly lock: DataFolderLock,
    private readonly logger: PlainLogger,
  ) {}

  /**
   * Resolves when it answers.
   *
   * @throws DataFolderInUseError, RedisProgramMissingError, PrivateRedisError
   */
  static async start({ dataDir, logger }: { dataDir: string; logger: PlainLogger }): Promise<PrivateRedis> {
    const place = prepareRedisPlace(dataDir);
    const redis = new PrivateRedis(place, DataFolderLock.take(dataDir), logger);
    try {
      const server = (await redis.takeOver()) ?? (await redis.launch());
      redis.keeping = redis.keep(server);
      return redis;
    } catch (error) {
      await redis.stop();
      throw error;
    }
  }

  get socketPath(): string {
    return this.place.socketPath;
  }

  /** Ends the server; its data are on disk when the promise resolves. Nothing may use it any more. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.server?.stop();
    await this.keeping;
    this.lock.release();
  }

  private async takeOver(): Promise<RedisProcess | undefined> {
    const server = RedisProcess.leftBehind(this.place);
    if (!server) return undefined;
    this.server = server;
    try {
      await this.untilReady(server);
    } catch {
      // It was on its way out, or hangs: either way it must be gone before another one writes to its files.
      await server.stop();
      return undefined;
    }
    this.logger.info('Took over the private Redis that an earlier service left running');
    return server;
  }

  private async launch(): Promise<RedisProcess> {
    const server = RedisProcess.spawn(await findRedisProgram(), this.place);
    this.server = server;
    await this.untilReady(server);
    return server;
  }

  /** Runs until {@link stop}. */
  private async keep(first: RedisProcess): Promise<void> {
    let server = first;
    let delayMs = FIRST_RESTART_DELAY_MS;
    let startedAt = Date.now();
    for (;;) {
      const how = await server.ended;
      if (this.stopping.signal.aborted) return;
      if (Date.now() - startedAt > STABLE_AFTER_MS) delayMs = FIRST_RESTART_DELAY_MS;
      this.logger.warn(`The private Redis ended (${how}); starting it again in ${delayMs} ms`);
      await sleep(delayMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      if (this.stopping.signal.aborted) return;
      delayMs = Math.min(delayMs * 2, MAX_RESTART_DELAY_MS);
      startedAt = Date.now();
      server = await this.relaunch(server);
    }
  }

  private async relaunch(last: RedisProcess): Promise<RedisProcess> {
    try {
      const server = await this.launch();
      this.logger.info('The private Redis runs again');
      return server;
    } catch (error) {
      if (!this.stopping.signal.aborted) {
        this.logger.error(error instanceof Error ? error.message : String(error));
      }
      const failed = this.server ?? last;
      await failed.stop();
      return failed;
    }
  }

  private async untilReady(server: RedisProcess): Promise<void> {
    let end: string | undefined;
    void server.ended.then((how) => (end = how));
    let deadline = Date.now() + ANSWER_TIMEOUT_MS;
    let nextNotice = Date.now() + LOADING_NOTICE_MS;
    for (;;) {
      const answer = await pingSocket(this.place.socketPath);
      if (end !== undefined) throw new PrivateRedisError(`The private Redis ended (${end})${this.logTail()}`);
      if (answer === 'ready') return;
      if (answer === 'loading') deadline = Date.now() + ANSWER_TIMEOUT_MS;
      if (Date.now() > nextNotice) {
        nextNotice += LOADING_NOTICE_MS;
        this.logger.info('The private Redis is reading its files');
      }
      if (Date.now() > deadline) {
        throw new PrivateRedisError(
          `The private Redis does not answer on ${this.socketPath}${this.logTail()}`,
        );
      }
      await sleep(PING_INTERVAL_MS);
    }
  }

  private logTail(): string {
    try {
      const text = readFileSync(this.place.logPath, 'utf8').trim();
      return text === '' ? '' : `. It said: ${text.slice(-LOG_TAIL_CHARACTERS)}`;
    } catch {
      return '';
    }
  }
}
