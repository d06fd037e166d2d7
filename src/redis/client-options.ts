import type { RedisOptions } from 'ioredis';
import { ClusterConnector, type ClusterPlace } from './cluster-connector.js';
import { KEY_PREFIX } from './key-prefix.js';
import { sentinelRetryMs, type RedisEndpoint } from './redis-endpoint.js';

/**
 * What ioredis needs to reach a Redis.
 *
 * @param tries `once` gives up when nobody answers who knows where it is
 */
export function clientOptions(
  { options, cluster }: RedisEndpoint,
  tries: 'once' | 'again and again',
): RedisOptions {
  if (options.sentinels) {
    return { ...options, sentinelRetryStrategy: tries === 'once' ? () => null : sentinelRetryMs };
  }
  if (!cluster) return { ...options };
  const place: ClusterPlace = { nodes: cluster, tag: KEY_PREFIX, login: options, tries };
  return {
    ...options,
    Connector: class extends ClusterConnector {
      constructor() {
        super(place);
      }
    },
  };
}
