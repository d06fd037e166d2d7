/** All keys of a Redis as plain data: readable, and independent of the server's version and file formats. */
export async function dumpOf(redis) {
  const entries = [];
  for (const key of (await redis.keys('*')).sort()) {
    const type = await redis.type(key);
    const read = READERS[type];
    if (read === undefined) throw new Error(`${key} is of the type ${type}, which is not known here`);
    const ttlMs = await redis.pttl(key);
    entries.push({ key, type, ...(ttlMs >= 0 ? { ttlMs } : {}), value: await read(redis, key) });
  }
  return entries;
}

const READERS = {
  string: (redis, key) => redis.get(key),
  hash: (redis, key) => redis.hgetall(key),
  list: (redis, key) => redis.lrange(key, 0, -1),
  set: async (redis, key) => (await redis.smembers(key)).sort(),
  zset: (redis, key) => redis.zrange(key, 0, -1, 'WITHSCORES'),
  stream: (redis, key) => redis.xrange(key, '-', '+'),
};
