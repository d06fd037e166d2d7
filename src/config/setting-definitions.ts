import { ACCESS_SETTINGS } from './access-settings.js';
import { CREDENTIAL_SETTINGS } from './credential-settings.js';
import { LIMIT_SETTINGS } from './limit-settings.js';
import { REDIS_SETTINGS } from './redis-settings.js';
import * as parse from './parsers.js';
import { secret, setting } from './setting-definition.js';

const DAY_SECONDS = 86_400;
const MONTH_SECONDS = 30 * DAY_SECONDS;
const YEAR_SECONDS = 365 * DAY_SECONDS;

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
  ...ACCESS_SETTINGS,
  ...CREDENTIAL_SETTINGS,
  webhookConcurrency: setting(
    'NETPULSE_WEBHOOK_CONCURRENCY',
    parse.integer(1, 10_000),
    '100',
    'Webhook deliveries that a worker makes at once.',
  ),
  webhookThread: setting(
    'NETPULSE_WEBHOOK_THREAD',
    parse.onOff,
    'true',
    'Make deliveries in a thread of its own, so that devices and clients never wait for webhooks. `false` saves some 60 MB.',
  ),
  webhookMaxRetries: setting(
    'NETPULSE_WEBHOOK_MAX_RETRIES',
    parse.integer(0, 20),
    '0',
    'How often a failed delivery is tried again, when its webhook does not say (`max_retries`).',
  ),
  webhookSubscriptions: setting(
    'NETPULSE_WEBHOOK_SUBSCRIPTIONS',
    parse.integer(0, 10_000),
    '1000',
    'Subscriptions (`/webhooks/subscriptions`) that there may be.',
  ),
  webhookMaxWaitSeconds: setting(
    'NETPULSE_WEBHOOK_MAX_WAIT',
    parse.integer(60, MONTH_SECONDS),
    '259200',
    'Seconds a delivery waits for a destination that is busy, paused or out of order; then it fails.',
  ),
  webhookDestinationConcurrency: setting(
    'NETPULSE_WEBHOOK_DESTINATION_CONCURRENCY',
    parse.integer(1, 10_000),
    '10',
    'Deliveries under way at once to one destination (scheme, host, port), over all workers.',
  ),
  webhookDestinationRate: setting(
    'NETPULSE_WEBHOOK_DESTINATION_RATE',
    parse.integer(0, 10_000),
    '0',
    'Deliveries per second to one destination, evenly spaced, over all workers; 0 sets no limit.',
  ),
  webhookBreakerFailures: setting(
    'NETPULSE_WEBHOOK_BREAKER_FAILURES',
    parse.integer(1, 10_000),
    '5',
    'Failures in a row after which a destination gets no deliveries for a while, then one to try it.',
  ),
  webhookBreakerCooldownSeconds: setting(
    'NETPULSE_WEBHOOK_BREAKER_COOLDOWN',
    parse.integer(1, 600),
    '10',
    'Seconds of the first such while; it doubles each time the try fails, up to 600.',
  ),
  deliveryTtlSeconds: setting(
    'NETPULSE_DELIVERY_TTL',
    parse.integer(1, YEAR_SECONDS),
    '604800',
    'Seconds an ended delivery stays in the delivery log.',
  ),
  deliveryMax: setting(
    'NETPULSE_DELIVERY_MAX',
    parse.integer(1, 100_000_000),
    '100000',
    'Ended deliveries that the delivery log keeps at most; looked at once a minute, the oldest go first.',
  ),
  webhookProxy: secret(
    'NETPULSE_WEBHOOK_PROXY',
    parse.httpProxy,
    'Proxy for webhooks over HTTP (`http://[user:password@]host:port`), which has to allow CONNECT. Empty: none; the usual proxy variables are never heeded.',
  ),
  webhookAllow: setting(
    'NETPULSE_WEBHOOK_ALLOW',
    parse.cidrs,
    '',
    'Address ranges (CIDR, comma separated) that webhooks may reach although a rule would refuse them. Never opens link-local and cloud metadata.',
  ),
  webhookDeny: setting(
    'NETPULSE_WEBHOOK_DENY',
    parse.cidrs,
    '',
    'Address ranges that webhooks may not reach. Wins over everything.',
  ),
  templatesDir: setting(
    'NETPULSE_TEMPLATES_DIR',
    parse.optional(parse.text),
    '',
    'Folder of named templates (`template_name`) and of what templates include. Empty: there are none.',
  ),
  ntcTemplatesDir: setting(
    'NETPULSE_NTC_TEMPLATES_DIR',
    parse.optional(parse.text),
    '',
    "Folder `ntc_templates/templates` of ntc-templates, with its file `index`. Empty: `textfsm` needs a template of the request's own.",
  ),
  templateTimeoutSeconds: setting(
    'NETPULSE_TEMPLATE_TIMEOUT',
    parse.integer(1, 600),
    '5',
    'Seconds that rendering or parsing by a template may take; then it is stopped.',
  ),
  templateProcesses: setting(
    'NETPULSE_TEMPLATE_PROCESSES',
    parse.integer(1, 64),
    '2',
    'Templates that are worked on at once, each in a process with at most 160 MiB.',
  ),
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
