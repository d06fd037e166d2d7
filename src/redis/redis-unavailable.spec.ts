import { Redis } from 'ioredis';
import { isRedisUnavailable, refusalOf } from './redis-unavailable.js';

describe('what Redis refuses', () => {
  it.each([
    ['OOM command not allowed', 'Redis is out of memory'],
    [
      'ERR Error running script (call to f_1): @user_script:1: -READONLY You cannot write',
      'Redis is read-only',
    ],
    ['ERR wrong number of arguments', undefined],
  ])('is told by "%s": %s', (message, refusal) => {
    expect(refusalOf(new Error(message))).toBe(refusal);
  });

  it('stands in a list where it ended a transaction', () => {
    const previousErrors = [new Error('MISCONF Redis is configured to save'), new Error('ERR other')];
    const error = Object.assign(new Error('EXECABORT Transaction discarded'), { previousErrors });

    expect(refusalOf(error)).toBe('Redis cannot write to its disk');
  });

  it('is told of a transaction whose connection ends, and which ioredis has as its own reason', async () => {
    const redis = new Redis({
      port: 1,
      lazyConnect: true,
      retryStrategy: () => null,
      maxRetriesPerRequest: 0,
    });
    redis.on('error', () => undefined);

    const error: unknown = await redis
      .multi()
      .set('a', 1)
      .set('b', 2)
      .exec()
      .catch((fault: unknown) => fault);

    expect((error as { previousErrors?: unknown[] }).previousErrors).toContain(error);
    expect(isRedisUnavailable(error)).toBe(true);
    expect(refusalOf(error)).toBeUndefined();
  });
});
