import { Injectable, Logger } from '@nestjs/common';
import { KEY_PREFIX } from '../../redis/key-prefix.js';
import { RedisConnections } from '../../redis/redis-connections.js';
import { severityOf } from '../../redis/redis-unavailable.js';
import { RedisScript } from '../../redis/redis-script.js';
import { DELIVERY_QUEUE } from '../delivery/delivery.js';
import { DESTINATION_CHANGES, DESTINATION_KEYS } from './destination-keys.js';

const BULL = `${KEY_PREFIX}:${DELIVERY_QUEUE}`;
/** Looked at in one step of Redis. */
const CHUNK = 1_000;

/**
 * Sends deliveries from a line back to the end of the queue. KEYS line, Bull's delayed, wait, paused and meta-paused.
 * ARGV key prefix of a delivery, channel, origin, then ids. Returns how many there were.
 */
const RECALL = new RedisScript(`
  local target = redis.call('EXISTS', KEYS[5]) == 1 and KEYS[4] or KEYS[3]
  local recalled = 0
  for index = 4, #ARGV do
    local id = ARGV[index]
    if redis.call('ZREM', KEYS[1], id) == 1 and redis.call('ZREM', KEYS[2], id) == 1 then
      redis.call('HSET', ARGV[1] .. id, 'delay', 0)
      redis.call('LPUSH', target, id)
      recalled = recalled + 1
    end
  end
  if recalled > 0 then redis.call('PUBLISH', ARGV[2], ARGV[3]) end
  return recalled`);

/** Takes deliveries out of the line of a destination to which they are not to go any more. */
@Injectable()
export class LineRecall {
  private readonly logger = new Logger('Webhooks');

  constructor(private readonly redis: RedisConnections) {}

  /**
   * Has the processor look again at every delivery of a subscription that waits for a destination: it sees where it goes
   * now, if anywhere. Never rejects: what is not found now is looked at when its turn comes.
   */
  async recall(origin: string, subscriptionId: string): Promise<void> {
    const line = DESTINATION_KEYS.line(origin);
    try {
      let cursor = '0';
      do {
        const [next, found] = await this.redis.commands.zscan(
          line,
          cursor,
          'MATCH',
          `*_${subscriptionId}`,
          'COUNT',
          CHUNK,
        );
        const ids = found.filter((_value, index) => index % 2 === 0);
        if (ids.length > 0) await this.send(origin, ids);
        cursor = next;
      } while (cursor !== '0');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.logger[severityOf(error)](
        `Deliveries that wait for ${origin} are looked at when their turn comes: ${reason}`,
      );
    }
  }

  private async send(origin: string, ids: readonly string[]): Promise<void> {
    const own = ['delayed', 'wait', 'paused', 'meta-paused'].map((name) => `${BULL}:${name}`);
    const keys = [DESTINATION_KEYS.line(origin), ...own];
    await RECALL.run(this.redis.commands, keys, [`${BULL}:`, DESTINATION_CHANGES, origin, ...ids]);
  }
}
