import { Injectable } from '@nestjs/common';
import { RedisConnections } from '../redis/redis-connections.js';
import { RedisScript } from '../redis/redis-script.js';
import { DEVICE_HOLDERS } from './turn-scripts.js';
import { LEASE_PREFIX } from './worker-lease.js';

/** Devices looked at in one step. */
const CHUNK = 500;

/**
 * Forgets which devices a worker has that is no more, in one step, so that none is forgotten that is taken just now.
 * KEYS holders. ARGV cursor, prefix of leases, about how many to look at. Answers the next cursor, 0 at the end.
 */
const FORGET_DEAD = new RedisScript<string>(`
  local step = redis.call('HSCAN', KEYS[1], ARGV[1], 'COUNT', ARGV[3])
  for index = 1, #step[2], 2 do
    if redis.call('EXISTS', ARGV[2] .. step[2][index + 1]) == 0 then
      redis.call('HDEL', KEYS[1], step[2][index])
    end
  end
  return step[1]`);

/**
 * Clears away what a worker that died leaves for good: its devices. Others may take them as soon as its lease has run out,
 * and do when there is a job; a device that gets none would stay on record.
 */
@Injectable()
export class HolderRetention {
  constructor(private readonly redis: RedisConnections) {}

  async sweep(): Promise<void> {
    let cursor = '0';
    do cursor = await FORGET_DEAD.run(this.redis.commands, [DEVICE_HOLDERS], [cursor, LEASE_PREFIX, CHUNK]);
    while (cursor !== '0');
  }
}
