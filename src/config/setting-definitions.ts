import { ACCESS_SETTINGS } from './access-settings.js';
import { CREDENTIAL_SETTINGS } from './credential-settings.js';
import { LIMIT_SETTINGS } from './limit-settings.js';
import { REDIS_SETTINGS } from './redis-settings.js';
import * as parse from './parsers.js';
import { secret, setting } from './setting-definition.js';
import { TEMPLATE_SETTINGS } from './template-settings.js';
import { WEBHOOK_SETTINGS } from './webhook-settings.js';

const DAY_SECONDS = 86_400;
const MONTH_SECONDS = 30 * DAY_SECONDS;

/** Every setting there is. docs/reference/settings.md is made of this list. */
export const SETTING_DEFINITIONS = {
  role: setting(
    'NETPULSE_ROLE',
    parse.oneOf('all', 'api', 'worker'),
    'all',
    'What this process does: `api` takes requests, `worker` runs jobs and sends webhooks, `all` does both.',
  ),
  host: setting('NETPULSE_HOST', parse.text, '127.0.0.1', 'Address to listen on.'),
  port: setting(
    'NETPULSE_PORT',
    parse.integer(0, 65_535),
    '9000',
    'Port to listen on; 0 takes a free one and prints it. A worker, which answers /health and /metrics only, takes a free one unless this is set.',
  ),
  dataDir: setting(
    'NETPULSE_DATA_DIR',
    parse.text,
    '.netpulse',
    'Folder of the private Redis and of the keys made on first start.',
  ),
  ...REDIS_SETTINGS,
  apiKey: secret(
    'NETPULSE_API_KEY',
    parse.apiKey,
    'Key that clients send. Empty: one is made on first start, in `<data dir>/api-key`.',
  ),
  encryptionKey: secret(
    'NETPULSE_ENCRYPTION_KEY',
    parse.encryptionKey,
    '32 bytes in base64 that seal stored secrets. Empty: made on first start, in `<data dir>/encryption-key`.',
  ),
  concurrency: setting(
    'NETPULSE_CONCURRENCY',
    parse.integer(1, 10_000),
    '100',
    'Device jobs that a worker runs at once.',
  ),
  ttlSeconds: setting(
    'NETPULSE_TTL',
    parse.integer(1, MONTH_SECONDS),
    '1800',
    'Seconds a job may wait for a worker, when its request does not say (`ttl`).',
  ),
  executionTimeoutSeconds: setting(
    'NETPULSE_EXECUTION_TIMEOUT',
    parse.integer(1, DAY_SECONDS),
    '300',
    'Seconds a job may run, when its request does not say (`execution_timeout`).',
  ),
  maxExecutionTimeoutSeconds: setting(
    'NETPULSE_MAX_EXECUTION_TIMEOUT',
    parse.integer(1, DAY_SECONDS),
    '86400',
    'Seconds that a request may ask for as `execution_timeout`; so long a job can keep its device from all others.',
  ),
  resultTtlSeconds: setting(
    'NETPULSE_RESULT_TTL',
    parse.integer(1, MONTH_SECONDS),
    '86400',
    'Seconds an ended job is kept, when its request does not say (`result_ttl`).',
  ),
  ...LIMIT_SETTINGS,
  sessionIdleSeconds: setting(
    'NETPULSE_SESSION_IDLE',
    parse.integer(0, DAY_SECONDS),
    '180',
    'Seconds an unused device session stays open for the next job; 0 closes it at once.',
  ),
  legacyAlgorithms: setting(
    'NETPULSE_SSH_LEGACY_ALGORITHMS',
    parse.onOff,
    'true',
    'Offer old gear its old SSH algorithms, after all modern ones. `false` is strict; a request can be strict by itself.',
  ),
  hostKeys: setting(
    'NETPULSE_HOST_KEYS',
    parse.oneOf('accept-new', 'strict', 'off'),
    'accept-new',
    'SSH host keys of devices: `accept-new` remembers a first one and refuses a changed one, `strict` refuses unknown ones too, `off` checks nothing.',
  ),
  knownHosts: setting(
    'NETPULSE_KNOWN_HOSTS',
    parse.optional(parse.text),
    '',
    'File of the known host keys, in OpenSSH format. Empty: `<data dir>/known_hosts`.',
  ),
  maxSessions: setting(
    'NETPULSE_MAX_SESSIONS',
    parse.integer(1, 100_000),
    '2000',
    'Device sessions that a worker keeps open at most; the one unused for longest is closed for a new one.',
  ),
  deviceAllow: setting(
    'NETPULSE_DEVICE_ALLOW',
    parse.cidrs,
    '',
    'Address ranges (CIDR, comma separated) that jobs may reach although a rule would refuse them: loopback, where NetPulse listens wider. Never opens link-local and cloud metadata.',
  ),
  deviceDeny: setting(
    'NETPULSE_DEVICE_DENY',
    parse.cidrs,
    '',
    'Address ranges that jobs may not reach: devices, and the first jump host on the way to one. Wins over everything.',
  ),
  ...ACCESS_SETTINGS,
  ...CREDENTIAL_SETTINGS,
  ...WEBHOOK_SETTINGS,
  ...TEMPLATE_SETTINGS,
  plugins: setting(
    'NETPULSE_PLUGINS',
    parse.list,
    '',
    'Plugins to load, comma separated: packages, or `./`paths of files and folders, looked for from the working directory.',
  ),
  shutdownGraceSeconds: setting(
    'NETPULSE_SHUTDOWN_GRACE',
    parse.integer(0, 3_600),
    '30',
    'Seconds that running jobs and deliveries get to end when the service is told to stop.',
  ),
  exampleRequest: setting(
    'NETPULSE_EXAMPLE_REQUEST',
    parse.optional(parse.jsonObject),
    '',
    'Job request (JSON) that Swagger UI fills in, such as one for a lab device. Everybody who can open /docs sees it.',
  ),
  metricsOpen: setting(
    'NETPULSE_METRICS_OPEN',
    parse.onOff,
    'false',
    'Answer GET /metrics without a key. `false` asks for one with the scope `metrics`.',
  ),
  logLevel: setting(
    'NETPULSE_LOG_LEVEL',
    parse.oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
    'info',
    'Least severe log line that is written.',
  ),
} as const;
