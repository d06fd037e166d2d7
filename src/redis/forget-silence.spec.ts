import { Redis } from 'ioredis';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forgetSilence } from './forget-silence.js';
import { PrivateRedis } from './private-redis.js';

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };
const SILENCE_MS = 200;

describe('a connection that was made again', () => {
  it('is not broken for the silence of the one before', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'netpulse-redis-'));
    const redis = await PrivateRedis.start({ dataDir, logger: QUIET });
    const connection = new Redis(redis.socketPath, { socketTimeout: SILENCE_MS, maxRetriesPerRequest: null });
    const errors: Error[] = [];
    connection.on('error', (error) => errors.push(error));
    forgetSilence(connection);
    await connection.ping();

    const blocked = connection.brpop('nothing-comes', 0).catch(() => null);
    connection.disconnect();
    await blocked;
    await connection.connect();
    const end = Date.now() + 2 * SILENCE_MS;
    while (Date.now() < end) await connection.ping();

    expect(errors).toEqual([]);
    connection.disconnect();
    await redis.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
});
