import type { RedisOptions } from 'ioredis';

/** How Redis is reached. */
export interface RedisEndpoint {
  /** Host, port, credentials, database, TLS; or the path of a unix socket. Holds the password. */
  readonly options: Readonly<RedisOptions>;
  /** The same for logs and errors: without user and password. */
  readonly shown: string;
}

const DEFAULT_PORT = 6379;

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
