import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrivateRedis } from '../../src/redis/private-redis.js';
import { RedisConnections } from '../../src/redis/redis-connections.js';
import { redisEndpoint } from '../../src/redis/redis-endpoint.js';

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The Redis of a spec file. */
export interface SpecRedis {
  /** New connections to it, closed when the file's tests are over. Those of one test see what another has left. */
  open(): Promise<RedisConnections>;
  /** Where it listens; there once it runs. */
  readonly socketPath: string;
}

/** A Redis that runs while the tests of the file, or of the `describe` around the call, do. */
export function useRedis(): SpecRedis {
  let dataDir: string;
  let server: PrivateRedis;
  const opened: RedisConnections[] = [];
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'netpulse-spec-'));
    server = await PrivateRedis.start({ dataDir, logger: QUIET });
  });
  afterAll(async () => {
    await Promise.all(opened.map((connections) => connections.close()));
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return {
    get socketPath() {
      return server.socketPath;
    },
    async open() {
      const connections = await RedisConnections.open(redisEndpoint(server));
      opened.push(connections);
      return connections;
    },
  };
}
