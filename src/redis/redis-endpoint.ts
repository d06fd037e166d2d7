import type { RedisOptions } from 'ioredis';
import type { HostAndPort } from '../config/parsers.js';
import type { Settings } from '../config/settings.js';

/** How Redis is reached. May be sent to a thread. */
export interface RedisEndpoint {
  /** Host, port, credentials, database, TLS; or the path of a unix socket; or sentinels. Holds the password. */
  readonly options: Readonly<RedisOptions>;
  /** Nodes of a cluster, instead of a host and port. */
  readonly cluster?: readonly HostAndPort[];
  /** The same for logs and errors: without user and password. */
  readonly shown: string;
}

type RedisSettings = Pick<
  Settings,
  | 'redisUrl'
  | 'redisSentinels'
  | 'redisSentinelName'
  | 'redisSentinelPassword'
  | 'redisCluster'
  | 'redisUsername'
  | 'redisPassword'
  | 'redisTls'
>;

const DEFAULT_PORT = 6379;
const FIRST_SENTINEL_RETRY_MS = 50;
const MAX_SENTINEL_RETRY_MS = 1_000;

/** The Redis that the settings name; undefined when they name none. */
export function sharedRedis(settings: RedisSettings): RedisEndpoint | undefined {
  if (settings.redisUrl !== null) return redisEndpoint(settings.redisUrl);
  if (settings.redisSentinels.length > 0) return behindSentinels(settings);
  if (settings.redisCluster.length === 0) return undefined;
  return {
    options: loginOf(settings),
    cluster: settings.redisCluster,
    shown: `cluster ${settings.redisCluster.map(textOf).join(', ')}`,
  };
}

/**
 * @param source a validated `redis://` or `rediss://` URL, or where a unix socket lies. TLS certificates are checked
 *   against Node's authorities; NODE_EXTRA_CA_CERTS adds a private one.
 */
export function redisEndpoint(source: string | { readonly socketPath: string }): RedisEndpoint {
  if (typeof source !== 'string') return { options: { path: source.socketPath }, shown: source.socketPath };
  const url = new URL(source);
  const port = url.port === '' ? DEFAULT_PORT : Number(url.port);
  const db = Number(url.pathname.slice(1));
  return {
    options: {
      // WHATWG URLs keep the brackets of an IPv6 literal, sockets want it bare.
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port,
      db,
      ...(url.username === '' ? {} : { username: decodeURIComponent(url.username) }),
      ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
      ...(url.protocol === 'rediss:' ? { tls: {} } : {}),
    },
    shown: `${url.protocol}//${url.hostname}:${port}${db === 0 ? '' : `/${db}`}`,
  };
}

function behindSentinels(settings: RedisSettings): RedisEndpoint {
  const { redisSentinels, redisSentinelName, redisSentinelPassword, redisTls } = settings;
  return {
    options: {
      ...loginOf(settings),
      sentinels: [...redisSentinels],
      name: redisSentinelName,
      ...(redisSentinelPassword === null ? {} : { sentinelPassword: redisSentinelPassword }),
      ...(redisTls ? { sentinelTLS: {}, enableTLSForSentinelMode: true } : {}),
    },
    shown: `${redisSentinelName} behind sentinels ${redisSentinels.map(textOf).join(', ')}`,
  };
}

function loginOf({ redisUsername, redisPassword, redisTls }: RedisSettings): RedisOptions {
  return {
    ...(redisUsername === null ? {} : { username: redisUsername }),
    ...(redisPassword === null ? {} : { password: redisPassword }),
    ...(redisTls ? { tls: {} } : {}),
  };
}

function textOf({ host, port }: HostAndPort): string {
  return `${host}:${port}`;
}

/** ioredis' `sentinelRetryStrategy`: all sentinels were asked in vain for the `attempt`th time. */
export function sentinelRetryMs(attempt: number): number {
  return Math.min(FIRST_SENTINEL_RETRY_MS * attempt, MAX_SENTINEL_RETRY_MS);
}
