import { Injectable } from '@nestjs/common';
import { RedisConnections } from '../redis/redis-connections.js';

const PING_TIMEOUT_MS = 1_000;

/** Whether Redis answers. */
@Injectable()
export class RedisHealth {
  constructor(private readonly connections: RedisConnections) {}

  async isUp(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<false>(
      (resolve) => (timer = setTimeout(() => resolve(false), PING_TIMEOUT_MS)),
    );
    const answer = this.connections.commands.ping().then(
      () => true,
      () => false,
    );
    return Promise.race([answer, timeout]).finally(() => clearTimeout(timer));
  }
}
