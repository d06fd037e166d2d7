import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { PluginRegistry } from '../../plugins/plugin-registry.js';
import { invalid, type FieldError } from '../../problems/problem.js';
import { validatePart } from '../../problems/validation.js';
import { parseDestination } from '../destination.js';
import type { Webhook } from '../webhook.js';
import { checkWebhook } from '../webhook-check.js';
import { toRequest } from './subscription.mapper.js';
import { SubscriptionRequestDto } from './subscription.dto.js';
import type { Subscription } from './subscription.js';

/** What the destination gets to see; the signing secret is not sent. */
const SENT_SECRETS = ['headers', 'cookies', 'auth', 'options'] as const;

/** Judges what a request for a subscription asks for. */
@Injectable()
export class SubscriptionChecker {
  constructor(
    private readonly plugins: PluginRegistry,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws Problem 422 naming every field that is wrong */
  check(request: SubscriptionRequestDto): void {
    const errors = this.faults(request);
    if (errors.length > 0) throw invalid(errors);
  }

  /**
   * Applies a change to a subscription, field by field: what is left out stays as it is.
   *
   * @param webhook the subscription's own, opened
   * @returns the request that would make the subscription as it shall be
   * @throws Problem 422 naming every field that is wrong
   */
  change(subscription: Subscription, webhook: Webhook, changes: unknown): SubscriptionRequestDto {
    if (!isObject(changes)) throw invalid([{ field: 'body', message: 'must be an object' }]);
    const merged = { ...toRequest(subscription, webhook), ...urlAuth(changes), ...changes };
    const judged = validatePart(SubscriptionRequestDto, merged, '');
    if (!judged.ok) throw invalid(judged.errors);
    this.check(judged.value);
    const carried = carriedAway(webhook, changes);
    if (carried.length > 0) throw invalid(carried);
    return judged.value;
  }

  private faults(request: SubscriptionRequestDto): FieldError[] {
    const errors = checkWebhook(request, this.plugins, this.settings, '');
    const known = this.plugins.names('driver');
    const areKnown = (request.filter?.driver ?? []).every((name) => known.includes(name));
    if (!areKnown) errors.push({ field: 'filter.driver', message: `must be of: ${known.join(', ')}` });
    return errors;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** User and password in a new URL take the place of those before, unless the change says otherwise. */
function urlAuth({ url }: Record<string, unknown>): { auth?: null } {
  const hasAuth = typeof url === 'string' && (parseDestination(url)?.auth ?? null) !== null;
  return hasAuth ? { auth: null } : {};
}

/**
 * Secrets are never read back; so that nobody gets at them by sending them to a server of one's own, they do not move to
 * another server with the URL: who changes it knows what that server is to get.
 */
function carriedAway(webhook: Webhook, changes: Record<string, unknown>): FieldError[] {
  const { url } = changes;
  if (typeof url !== 'string' || parseDestination(url)?.origin === parseDestination(webhook.url)?.origin)
    return [];
  const kept = SENT_SECRETS.filter((field) => !(field in changes) && isFilled(webhook[field]));
  const isReplaced = (field: string): boolean => field === 'auth' && 'auth' in urlAuth(changes);
  return kept
    .filter((field) => !isReplaced(field))
    .map((field) => ({ field, message: 'must be given again, or null, when url goes to another server' }));
}

function isFilled(value: object | null): boolean {
  return value !== null && Object.keys(value).length > 0;
}
