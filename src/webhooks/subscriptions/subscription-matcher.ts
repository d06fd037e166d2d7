import type { JobEvent } from '../job-event.js';
import { matchesGlob } from '../../matching/glob.js';
import { hostMatcher, readHost, type HostMatcher } from '../../matching/host-matcher.js';
import type { Subscription } from './subscription.js';

interface Matcher {
  readonly subscription: Subscription;
  readonly hosts: readonly HostMatcher[] | null;
}

/** Finds the subscriptions that are told of an event. Made once for a set of subscriptions, asked for every job. */
export class SubscriptionMatcher {
  private readonly matchers: readonly Matcher[];

  constructor(subscriptions: readonly Subscription[]) {
    this.matchers = subscriptions
      .filter(({ isEnabled }) => isEnabled)
      .map((subscription) => ({ subscription, hosts: hostMatchers(subscription.filter.hosts) }));
  }

  matching(event: JobEvent): Subscription[] {
    if (this.matchers.length === 0) return [];
    const host = readHost(event.device.host);
    return this.matchers
      .filter(
        ({ subscription: { filter, webhook }, hosts }) =>
          webhook.events.includes(event.type) &&
          (filter.drivers === null || filter.drivers.includes(event.driver)) &&
          (filter.deviceTypes === null || matchesType(event.device.deviceType, filter.deviceTypes)) &&
          (hosts === null || hosts.some((matches) => matches(host))),
      )
      .map(({ subscription }) => subscription);
  }
}

function matchesType(deviceType: string | null, patterns: readonly string[]): boolean {
  return deviceType !== null && patterns.some((pattern) => matchesGlob(deviceType, pattern));
}

function hostMatchers(hosts: readonly string[] | null): HostMatcher[] | null {
  return hosts && hosts.map(hostMatcher).filter((matcher) => matcher !== undefined);
}
