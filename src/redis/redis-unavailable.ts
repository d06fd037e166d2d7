/** What Redis answers while it cannot serve, and how that is told. A script's own error names it in the middle (Redis 6). */
const REFUSALS: Readonly<Record<string, string>> = {
  OOM: 'Redis is out of memory',
  READONLY: 'Redis is read-only',
  MISCONF: 'Redis cannot write to its disk',
  NOREPLICAS: 'Redis has too few replicas to take writes',
  LOADING: 'Redis is still reading its data',
  MASTERDOWN: 'Redis has lost its primary',
  BUSY: 'Redis is busy with a script',
  CLUSTERDOWN: 'The Redis cluster is down',
  MOVED: 'Redis has moved the data to another node',
  ASK: 'Redis is moving the data to another node',
  TRYAGAIN: 'Redis is moving the data to another node',
};
const WORDS = Object.keys(REFUSALS).join('|');
const REFUSAL = new RegExp(`^(${WORDS})\\b|: -(${WORDS})\\b`);

/** What ioredis says of a connection that is not there. */
const CLIENT_MESSAGES =
  /^(Connection is closed|Command aborted due to connection close|Stream isn't writeable|Reached the max retries per request|All sentinels are unreachable)/;
const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Why Redis cannot be used, while it can be reached, in a few words without its address; undefined for other errors. */
export function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  // A transaction tells its own end, and why in a list of what was refused before. When its connection ends, the list has
  // that very error in it: ioredis fails all commands by one (5.11.1).
  const { previousErrors = [] } = error as Error & { readonly previousErrors?: readonly unknown[] };
  return [error, ...previousErrors].map(ownRefusalOf).find((refusal) => refusal !== undefined);
}

function ownRefusalOf(error: unknown): string | undefined {
  const match = error instanceof Error ? REFUSAL.exec(error.message) : null;
  const word = match?.[1] ?? match?.[2];
  return word === undefined ? undefined : REFUSALS[word];
}

/** Whether an error of a Redis command means that Redis cannot be used now, and trying later is right. */
export function isRedisUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof RedisRefusedError) return true;
  if (error.name === 'MaxRetriesPerRequestError' || error.name === 'ClusterAllFailedError') return true;
  if (CLIENT_MESSAGES.test(error.message) || refusalOf(error) !== undefined) return true;
  const { code, syscall } = error as NodeJS.ErrnoException;
  return code !== undefined && SOCKET_CODES.has(code) && syscall !== undefined;
}

/** Redis refused a part of what was sent together, and did not say why. */
export class RedisRefusedError extends Error {
  readonly code = 'REDIS_REFUSED';
}

/** How loud to log what failed: that Redis cannot be used is said once and elsewhere, not by everyone who meets it. */
export function severityOf(error: unknown): 'debug' | 'warn' {
  return isRedisUnavailable(error) ? 'debug' : 'warn';
}
