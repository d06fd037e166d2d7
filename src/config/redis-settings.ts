import * as parse from './parsers.js';
import { secret, setting } from './setting-definition.js';

const SENTINEL_PORT = 26_379;
const REDIS_PORT = 6_379;

/** Which Redis is used: one by its URL, one behind Sentinel, a cluster, or a private one when none of these is set. */
export const REDIS_SETTINGS = {
  redisUrl: secret(
    'NETPULSE_REDIS_URL',
    parse.redisUrl,
    'Redis to use (`redis://` or `rediss://`, with password if any). Empty, as the next two: a private redis-server runs.',
  ),
  redisSentinels: setting(
    'NETPULSE_REDIS_SENTINELS',
    parse.hostsAndPorts(SENTINEL_PORT),
    '',
    'Sentinels (`host:port`, comma separated) that know the Redis to use, instead of its URL.',
  ),
  redisCluster: setting(
    'NETPULSE_REDIS_CLUSTER',
    parse.hostsAndPorts(REDIS_PORT),
    '',
    'Some nodes (`host:port`, comma separated) of the Redis Cluster to use, instead of a URL.',
  ),
  redisSentinelName: setting(
    'NETPULSE_REDIS_SENTINEL_NAME',
    parse.printable,
    'mymaster',
    'What the sentinels call the Redis.',
  ),
  redisSentinelPassword: secret('NETPULSE_REDIS_SENTINEL_PASSWORD', parse.text, 'Password of the sentinels.'),
  redisUsername: setting(
    'NETPULSE_REDIS_USERNAME',
    parse.optional(parse.text),
    '',
    'User of the Redis behind Sentinel, or of the cluster.',
  ),
  redisPassword: secret(
    'NETPULSE_REDIS_PASSWORD',
    parse.text,
    'Password of the Redis behind Sentinel, or of the cluster; with a URL it is in there.',
  ),
  redisTls: setting(
    'NETPULSE_REDIS_TLS',
    parse.onOff,
    'false',
    'Speak TLS with the Redis behind Sentinel, the sentinels, or the cluster; with a URL it is `rediss://`.',
  ),
  redisWaitReplicas: setting(
    'NETPULSE_REDIS_WAIT_REPLICAS',
    parse.integer(0, 10),
    '0',
    'Replicas that must have a job before its submit is answered; 503 when they have not within 2 s.',
  ),
} as const;
