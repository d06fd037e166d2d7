import type { Sealer } from '../secrets/sealer.js';
import { parseDestination, type Destination } from './destination.js';
import type { WebhookDto } from './webhook.dto.js';
import type { SealedWebhook, Webhook } from './webhook.js';

/** Binds a sealed webhook to its use: it opens nowhere else. */
const WEBHOOK_CONTEXT = 'webhook';

/** From a validated request to what callers see. User and password in the URL become `auth`, unless that is given. */
export function toWebhook(dto: WebhookDto): Webhook {
  const { href, auth } = destinationOf(dto.url);
  return {
    name: dto.name,
    url: href,
    method: dto.method,
    headers: { ...dto.headers },
    cookies: { ...dto.cookies },
    auth: dto.auth ?? auth,
    timeoutSeconds: dto.timeout,
    retries: { max: dto.max_retries ?? null, intervalsSeconds: [...dto.retry_intervals] },
    secrets: [dto.secret ?? []].flat(),
    events: [...dto.events],
    options: { ...dto.options },
  };
}

/** Makes a webhook fit to rest in Redis: readable is only what filters and logs need. */
export function sealWebhook(webhook: Webhook, sealer: Sealer): SealedWebhook {
  return {
    caller: webhook.name,
    destination: destinationOf(webhook.url).origin,
    events: webhook.events,
    retries: webhook.retries,
    sealed: sealer.sealShared(webhook, WEBHOOK_CONTEXT),
  };
}

/**
 * Opens a webhook to use it: `secrets` are those that sign now.
 *
 * @param now ms since the epoch
 * @throws UnsealError when it was sealed with another key, or is damaged
 */
export function openWebhook(sealed: SealedWebhook, sealer: Sealer, now = Date.now()): Webhook {
  const webhook = openStoredWebhook(sealed, sealer);
  if (!webhook.retiringSecrets) return webhook;
  const { retiringSecrets, ...rest } = webhook;
  const stillSigning = retiringSecrets.filter(({ until }) => until > now).map(({ secret }) => secret);
  return { ...rest, secrets: [...webhook.secrets, ...stillSigning] };
}

/** Opens a webhook to change it: just as it was sealed. @throws UnsealError as {@link openWebhook} does */
export function openStoredWebhook({ sealed }: SealedWebhook, sealer: Sealer): Webhook {
  return sealer.openShared(sealed, WEBHOOK_CONTEXT);
}

function destinationOf(url: string): Destination {
  const destination = parseDestination(url);
  if (!destination) throw new Error('The URL has not been validated');
  return destination;
}
