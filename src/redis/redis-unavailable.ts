/** What Redis answers while it cannot serve: loading its file, read-only replica, out of memory, disk trouble. */
const REPLIES = /^(LOADING|READONLY|OOM|MISCONF|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|NOREPLICAS)\b/;
/** What ioredis says of a connection that is not there. */
const CLIENT_MESSAGES = /^(Connection is closed|Stream isn't writeable|Reached the max retries per request)/;
const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Whether an error of a Redis command means that Redis cannot be used now, and trying later is right. */
export function isRedisUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'MaxRetriesPerRequestError' || error.name === 'ClusterAllFailedError') return true;
  if (CLIENT_MESSAGES.test(error.message) || REPLIES.test(error.message)) return true;
  const { code, syscall } = error as NodeJS.ErrnoException;
  return code !== undefined && SOCKET_CODES.has(code) && syscall !== undefined;
}
