import type { Sealer } from '../secrets/sealer.js';
import type { WebhookDto } from './webhook.dto.js';
import type { SealedWebhook, Webhook } from './webhook.js';

/** Binds a sealed webhook to its use: it opens nowhere else. */
const WEBHOOK_CONTEXT = 'webhook';

/** From a validated request to what callers see. User and password in the URL become `auth`, unless that is given. */
export function toWebhook(dto: WebhookDto): Webhook {
  const url = new URL(dto.url);
  const auth = dto.auth ?? userinfoOf(url);
  url.username = '';
  url.password = '';
  url.hash = '';
  return {
    name: dto.name,
    url: url.href,
    method: dto.method,
    headers: { ...dto.headers },
    cookies: { ...dto.cookies },
    auth,
    timeoutSeconds: dto.timeout,
    retries: { max: dto.max_retries ?? null, intervalsSeconds: [...dto.retry_intervals] },
    secrets: [dto.secret ?? []].flat(),
    events: [...dto.events],
  };
}

/** Makes a webhook fit to rest in Redis: readable is only what filters and logs need. */
export function sealWebhook(webhook: Webhook, sealer: Sealer): SealedWebhook {
  return {
    caller: webhook.name,
    destination: new URL(webhook.url).origin,
    events: webhook.events,
    retries: webhook.retries,
    sealed: sealer.seal(webhook, WEBHOOK_CONTEXT),
  };
}

/** @throws UnsealError when it was sealed with another key, or is damaged */
export function openWebhook({ sealed }: SealedWebhook, sealer: Sealer): Webhook {
  return sealer.open(sealed, WEBHOOK_CONTEXT);
}

function userinfoOf({ username, password }: URL): readonly [user: string, password: string] | null {
  if (username === '' && password === '') return null;
  return [decodeURIComponent(username), decodeURIComponent(password)];
}
