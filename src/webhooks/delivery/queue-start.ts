import type { Queue } from 'bull';
import type { Redis } from 'ioredis';

/** The connections of a Bull 4 queue with a processor; the published types have the first alone. */
interface Connections {
  readonly client: Redis;
  readonly bclient: Redis;
  readonly eclient: Redis;
}

/**
 * Resolves when a queue's processor has its connections. Until then Bull holds promises that nobody handles, and which
 * are rejected when the service is stopped meanwhile.
 */
export async function whenProcessing(queue: Queue): Promise<void> {
  const { client, bclient, eclient } = queue as Queue & Connections;
  await Promise.all([client, bclient, eclient].map(whenReady));
  await client.ping();
}

function whenReady(connection: Redis): Promise<void> {
  if (connection.status === 'ready') return Promise.resolve();
  return new Promise((resolve) => connection.once('ready', () => resolve()));
}
