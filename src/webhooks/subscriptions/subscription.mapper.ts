import type { Sealer } from '../../secrets/sealer.js';
import type { Webhook } from '../webhook.js';
import { sealWebhook } from '../webhook.mapper.js';
import { maskUrl } from './mask-url.js';
import type { LastDelivery } from './subscription-status.js';
import type { SubscriptionDto } from './subscription-answer.dto.js';
import type { SubscriptionRequestDto } from './subscription.dto.js';
import type { ShownWebhook, Subscription, SubscriptionFilter } from './subscription.js';

/** What of a subscription follows from its webhook. */
export function webhookParts(webhook: Webhook, sealer: Sealer): Pick<Subscription, 'webhook' | 'shown'> {
  return { webhook: sealWebhook(webhook, sealer), shown: shownOf(webhook) };
}

export function toFilter({ filter }: SubscriptionRequestDto): SubscriptionFilter {
  return {
    drivers: filter?.driver ?? null,
    hosts: filter?.host ?? null,
    deviceTypes: filter?.device_type ?? null,
    batches: filter?.batch ?? null,
  };
}

/** A subscription as the request that would make it: what a change is applied to. Holds credentials. */
export function toRequest(subscription: Subscription, webhook: Webhook): Record<string, unknown> {
  const { description, isEnabled, filter } = subscription;
  const { name, url, method, headers, cookies, auth, timeoutSeconds, retries, secrets, events, options } =
    webhook;
  return {
    description,
    enabled: isEnabled,
    filter: toFilterFields(filter),
    ...{ name, url, method, headers, cookies, auth, events, options },
    timeout: timeoutSeconds,
    ...(retries.max === null ? {} : { max_retries: retries.max }),
    retry_intervals: retries.intervalsSeconds,
    secret: secrets.length === 0 ? null : secrets,
  };
}

export function toSubscriptionDto(subscription: Subscription, last: LastDelivery | null): SubscriptionDto {
  const { id, description, isEnabled, filter, webhook, shown, createdAt, changedAt } = subscription;
  return {
    id,
    description,
    enabled: isEnabled,
    name: webhook.caller,
    url: shown.url,
    destination: webhook.destination,
    method: shown.method,
    header_names: shown.headerNames,
    cookie_names: shown.cookieNames,
    option_names: shown.optionNames,
    has_auth: shown.hasAuth,
    has_secret: shown.hasSecret,
    old_secret_until: oldSecretUntil(subscription, Date.now()),
    timeout: shown.timeoutSeconds,
    max_retries: webhook.retries.max,
    retry_intervals: webhook.retries.intervalsSeconds,
    events: webhook.events,
    filter: toFilterFields(filter),
    created_at: isoTime(createdAt),
    changed_at: isoTime(changedAt),
    last_delivery: last && {
      last_attempt_at: last.lastAttemptAt,
      last_success_at: last.lastSuccessAt,
      status_code: last.statusCode,
      error: last.error,
      consecutive_failures: last.consecutiveFailures,
    },
  };
}

/** @param now ms since the epoch */
export function oldSecretUntil({ shown }: Subscription, now: number): string | null {
  return shown.oldSecretUntil !== null && shown.oldSecretUntil > now ? isoTime(shown.oldSecretUntil) : null;
}

function shownOf(webhook: Webhook): ShownWebhook {
  const untils = (webhook.retiringSecrets ?? []).map(({ until }) => until);
  return {
    url: maskUrl(webhook.url),
    method: webhook.method,
    timeoutSeconds: webhook.timeoutSeconds,
    headerNames: Object.keys(webhook.headers),
    cookieNames: Object.keys(webhook.cookies),
    optionNames: Object.keys(webhook.options),
    hasAuth: webhook.auth !== null,
    hasSecret: webhook.secrets.length > 0,
    oldSecretUntil: untils.length === 0 ? null : Math.max(...untils),
  };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

function toFilterFields({ drivers, hosts, deviceTypes, batches = null }: SubscriptionFilter) {
  return { driver: drivers, host: hosts, device_type: deviceTypes, batch: batches };
}
