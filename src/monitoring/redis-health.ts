import { Injectable } from '@nestjs/common';
import { RedisConnections } from '../redis/redis-connections.js';
import { refusalOf } from '../redis/redis-unavailable.js';

const ANSWER_TIMEOUT_MS = 1_000;

/** Whether Redis takes what a job needs: writes. */
@Injectable()
export class RedisHealth {
  constructor(private readonly connections: RedisConnections) {}

  /** Why no job can be taken now, in a few words; undefined when one can. */
  async trouble(): Promise<string | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<string>(
      (resolve) => (timer = setTimeout(() => resolve('Redis does not answer in time'), ANSWER_TIMEOUT_MS)),
    );
    const answer = this.connections.tryToWrite().then(
      () => undefined,
      (error: unknown) => refusalOf(error) ?? 'Redis cannot be reached',
    );
    return Promise.race([answer, timeout]).finally(() => clearTimeout(timer));
  }
}
