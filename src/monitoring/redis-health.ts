import { Injectable } from '@nestjs/common';
import { RedisConnections } from '../redis/redis-connections.js';
import { refusalOf } from '../redis/redis-unavailable.js';
import { within } from '../time/within.js';

const ANSWER_TIMEOUT_MS = 1_000;

/** Whether Redis takes what a job needs: writes. */
@Injectable()
export class RedisHealth {
  constructor(private readonly connections: RedisConnections) {}

  /** Why no job can be taken now, in a few words; undefined when one can. */
  async trouble(): Promise<string | undefined> {
    const answer = this.connections.tryToWrite().then(
      () => undefined,
      (error: unknown) => refusalOf(error) ?? 'Redis cannot be reached',
    );
    return within(ANSWER_TIMEOUT_MS, answer, 'Redis does not answer in time');
  }
}
