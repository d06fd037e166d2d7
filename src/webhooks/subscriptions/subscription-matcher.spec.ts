import { randomUUID } from 'node:crypto';
import { aFailedJobEvent, aJobEvent } from '../../../test/lab/webhook-receiver/a-job-event.js';
import { aWebhook } from '../../../test/lab/webhook-receiver/a-webhook.js';
import { Sealer } from '../../secrets/sealer.js';
import type { Webhook } from '../webhook.js';
import { SubscriptionMatcher } from './subscription-matcher.js';
import { webhookParts } from './subscription.mapper.js';
import type { Subscription, SubscriptionFilter } from './subscription.js';

const sealer = new Sealer(Buffer.alloc(32, 1));

function aSubscription(
  filter: Partial<SubscriptionFilter> = {},
  webhook: Partial<Webhook> = {},
  fields: Partial<Subscription> = {},
): Subscription {
  return {
    id: randomUUID(),
    revision: 0,
    description: null,
    isEnabled: true,
    filter: { drivers: null, hosts: null, deviceTypes: null, ...filter },
    ...webhookParts(aWebhook('http://monitor.example.com/', webhook), sealer),
    createdAt: 0,
    changedAt: 0,
    ...fields,
  };
}

const event = aJobEvent({ device: { host: '10.1.2.3', port: 22, deviceType: 'cisco_ios' } });
const matches = (subscription: Subscription, of = event): boolean =>
  new SubscriptionMatcher([subscription]).matching(of).length === 1;

describe('SubscriptionMatcher', () => {
  it.each<[string, Partial<SubscriptionFilter>, boolean]>([
    ['no filter', {}, true],
    ['its driver', { drivers: ['pyeapi', 'netmiko'] }, true],
    ['another driver', { drivers: ['pyeapi'] }, false],
    ['a range around its host', { hosts: ['core-*', '10.1.0.0/16'] }, true],
    ['other hosts', { hosts: ['core-*', '10.2.0.0/16'] }, false],
    ['a pattern of its device type', { deviceTypes: ['cisco_*'] }, true],
    ['another device type', { deviceTypes: ['arista_eos'] }, false],
    [
      'all of its driver, host and device type',
      { drivers: ['netmiko'], hosts: ['10.*'], deviceTypes: ['*ios'] },
      true,
    ],
    ['its driver, but another host', { drivers: ['netmiko'], hosts: ['11.*'] }, false],
  ])('%s', (_case, filter, expected) => {
    expect(matches(aSubscription(filter))).toBe(expected);
  });

  it('tells only the events that were asked for', () => {
    const failures = aSubscription({}, { events: ['job.failed'] });
    expect(matches(failures)).toBe(false);
    expect(matches(failures, aFailedJobEvent())).toBe(true);
  });

  it('passes a device without a type only where no type is asked for', () => {
    const untyped = aJobEvent({ device: { host: 'a', port: 443, deviceType: null } });
    expect(matches(aSubscription({ deviceTypes: ['*'] }), untyped)).toBe(false);
    expect(matches(aSubscription(), untyped)).toBe(true);
  });

  it('leaves paused ones out', () => {
    expect(matches(aSubscription({}, {}, { isEnabled: false }))).toBe(false);
  });

  it('asks a thousand subscriptions in less than a millisecond', () => {
    const many = Array.from({ length: 1_000 }, (_value, index) =>
      aSubscription({ hosts: [`core-${index}-*`, `10.${index % 250}.77.0/24`], drivers: ['netmiko'] }),
    );
    const matcher = new SubscriptionMatcher(many);
    for (let round = 0; round < 200; round++) matcher.matching(event);

    const durations = Array.from({ length: 21 }, () => {
      const startedAt = performance.now();
      matcher.matching(event);
      return performance.now() - startedAt;
    }).sort((a, b) => a - b);

    expect(durations[10]).toBeLessThan(1);
  });
});
