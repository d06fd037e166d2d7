import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { conflict, notFound } from '../../problems/problem.js';
import { Sealer, UnsealError } from '../../secrets/sealer.js';
import { LineRecall } from '../destinations/line-recall.js';
import { MAX_SECRETS } from '../rules/secret-rule.js';
import type { Webhook } from '../webhook.js';
import { openStoredWebhook, toWebhook } from '../webhook.mapper.js';
import { makeSecret, replaceSecret, schemeOf, type NewSecret } from './secret-rotation.js';
import { SubscriptionChecker } from './subscription-checker.js';
import { pageOf, type SubscriptionPage } from './subscription-page.js';
import { SubscriptionStore } from './subscription-store.js';
import { toFilter, webhookParts } from './subscription.mapper.js';
import type { SecretRotationDto, SubscriptionRequestDto } from './subscription.dto.js';
import type { Subscription } from './subscription.js';

/** So many changes of one subscription at the same moment are put one after the other. */
const MAX_TRIES = 10;
const MS_PER_SECOND = 1_000;

/** What a change may change. */
type Change = Partial<Omit<Subscription, 'id' | 'revision' | 'createdAt' | 'changedAt'>>;

/** A subscription whose secret has just been replaced. */
export interface RotatedSubscription {
  readonly subscription: Subscription;
  readonly newSecret: NewSecret;
}

/** Makes, changes and ends subscriptions. */
@Injectable()
export class SubscriptionsService {
  constructor(
    private readonly store: SubscriptionStore,
    private readonly checker: SubscriptionChecker,
    private readonly sealer: Sealer,
    private readonly lines: LineRecall,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws Problem 422 for a faulty request, 409 when there are as many as there may be */
  async create(request: SubscriptionRequestDto): Promise<Subscription> {
    this.checker.check(request);
    const now = Date.now();
    const subscription: Subscription = {
      id: randomUUID(),
      revision: 0,
      description: request.description,
      isEnabled: request.enabled,
      filter: toFilter(request),
      ...webhookParts(toWebhook(request), this.sealer),
      createdAt: now,
      changedAt: now,
    };
    const { webhookSubscriptions: limit } = this.settings;
    if (await this.store.add(subscription, limit)) return subscription;
    throw conflict(`There are ${limit} subscriptions, as many as NETPULSE_WEBHOOK_SUBSCRIPTIONS allows.`);
  }

  async list(limit: number, cursor?: string): Promise<SubscriptionPage> {
    return pageOf(await this.store.readForClient(), limit, cursor);
  }

  /** @throws Problem 404 */
  async get(id: string): Promise<Subscription> {
    const subscription = await this.store.find(id);
    if (!subscription) throw noSubscription();
    return subscription;
  }

  /** @throws Problem 404, 422 for a faulty change, 409 when its secrets cannot be opened */
  async change(id: string, changes: unknown): Promise<Subscription> {
    return this.update(id, (subscription) => {
      const webhook = this.open(subscription);
      const request = this.checker.change(subscription, webhook, changes);
      const { retiringSecrets } = webhook;
      const areSecretsKept = retiringSecrets && !Object.hasOwn(changes as object, 'secret');
      const changed = { ...toWebhook(request), ...(areSecretsKept ? { retiringSecrets } : {}) };
      return {
        description: request.description,
        isEnabled: request.enabled,
        filter: toFilter(request),
        ...webhookParts(changed, this.sealer),
      };
    });
  }

  /** Pauses or resumes it. @throws Problem 404 */
  async setEnabled(id: string, isEnabled: boolean): Promise<Subscription> {
    return this.update(id, () => ({ isEnabled }));
  }

  /** @throws Problem 404 */
  async delete(id: string): Promise<void> {
    const { webhook } = await this.get(id);
    if (!(await this.store.delete(id))) throw noSubscription();
    await this.lines.recall(webhook.destination, id);
  }

  /** @throws Problem 404, 409 when its secrets cannot be opened or too many old ones are still signing */
  async rotateSecret(
    id: string,
    { scheme, secret, overlap }: SecretRotationDto,
  ): Promise<RotatedSubscription> {
    let newSecret: NewSecret | undefined;
    const subscription = await this.update(id, (current) => {
      const webhook = this.open(current);
      newSecret ??=
        secret === undefined ? makeSecret(scheme ?? schemeOf(webhook)) : { secret, publicKey: null };
      const now = Date.now();
      const until = now + overlap * MS_PER_SECOND;
      return webhookParts(withNewSecret(webhook, newSecret.secret, { until, now }), this.sealer);
    });
    if (!newSecret) throw new Error('A subscription was rotated without a secret');
    return { subscription, newSecret };
  }

  /** Reads, changes and writes, again and again until nobody else has written in between. */
  private async update(id: string, changeOf: (subscription: Subscription) => Change): Promise<Subscription> {
    for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
      const known = await this.get(id);
      const changed = {
        ...known,
        ...changeOf(known),
        revision: known.revision + 1,
        changedAt: Date.now(),
      };
      if (!(await this.store.replace(changed, known.revision))) continue;
      const { destination } = known.webhook;
      const hasLeft = !changed.isEnabled || changed.webhook.destination !== destination;
      if (hasLeft) await this.lines.recall(destination, id);
      return changed;
    }
    throw conflict('The subscription is being changed by others all the time; try again.');
  }

  private open({ webhook }: Subscription): Webhook {
    try {
      return openStoredWebhook(webhook, this.sealer);
    } catch (error) {
      if (!(error instanceof UnsealError)) throw error;
      throw conflict(
        'Its secrets were stored under another NETPULSE_ENCRYPTION_KEY; delete the subscription and make it again.',
      );
    }
  }
}

function withNewSecret(webhook: Webhook, secret: string, times: { until: number; now: number }): Webhook {
  const rotated = replaceSecret(webhook, secret, times);
  if (rotated.secrets.length + (rotated.retiringSecrets?.length ?? 0) <= MAX_SECRETS) return rotated;
  throw conflict(
    `${MAX_SECRETS} secrets are signing; wait until an old one has stopped, or send overlap 0 to drop them all.`,
  );
}

function noSubscription(): Error {
  return notFound('There is no such subscription.');
}
