import * as parse from './parsers.js';
import { secret, setting } from './setting-definition.js';

const DAY_SECONDS = 86_400;
const MONTH_SECONDS = 30 * DAY_SECONDS;
const YEAR_SECONDS = 365 * DAY_SECONDS;

/** How webhooks are delivered, where they may go, and how long is known of them. */
export const WEBHOOK_SETTINGS = {
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
} as const;
