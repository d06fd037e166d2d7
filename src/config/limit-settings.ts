import * as parse from './parsers.js';
import { setting } from './setting-definition.js';

/** How much is taken in. */
export const LIMIT_SETTINGS = {
  maxQueued: setting(
    'NETPULSE_MAX_QUEUED',
    parse.integer(1, 10_000_000),
    '100000',
    'Jobs that may wait or run at once; a submit beyond them is answered 429. A waiting job takes about 2 kB of Redis.',
  ),
  queueWithoutWorker: setting(
    'NETPULSE_QUEUE_WITHOUT_WORKER',
    parse.onOff,
    'false',
    'Queue jobs also while no worker takes any; they may wait as long as their `ttl`. `false` answers 503 with Retry-After.',
  ),
  maxBodyBytes: setting(
    'NETPULSE_MAX_BODY',
    parse.integer(16_384, 256 * 1024 * 1024),
    '10485760',
    'Bytes that a request body may have; a larger one is answered 413.',
  ),
  maxResultBytes: setting(
    'NETPULSE_MAX_RESULT',
    parse.integer(1_024, 512 * 1024 * 1024),
    '10485760',
    'Bytes of output that a job may bring, over all its commands; what is more is cut with a mark, and the job fails (`ResultTooLarge`).',
  ),
} as const;
