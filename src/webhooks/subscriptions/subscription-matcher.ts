import type { BatchEvent, JobEvent } from '../job-event.js';
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

  /** A batch has no device of its own: it matches where no devices are asked for. */
  matchingBatch(event: BatchEvent): Subscription[] {
    return this.matchers
      .map(({ subscription }) => subscription)
      .filter(
        ({ filter, webhook }) =>
          webhook.events.includes(event.type) &&
          filter.hosts === null &&
          filter.deviceTypes === null &&
          (filter.drivers === null || filter.drivers.includes(event.driver)) &&
          matchesBatch(event.batchId, filter.batches),
      );
  }

  matching(event: JobEvent): Subscription[] {
    if (this.matchers.length === 0) return [];
    const host = readHost(event.device.host);
    return this.matchers
      .filter(
        ({ subscription: { filter, webhook }, hosts }) =>
          webhook.events.includes(event.type) &&
          (filter.drivers === null || filter.drivers.includes(event.driver)) &&
          matchesBatch(event.batchId, filter.batches) &&
          (filter.deviceTypes === null || matchesType(event.device.deviceType, filter.deviceTypes)) &&
          (hosts === null || hosts.some((matches) => matches(host))),
      )
      .map(({ subscription }) => subscription);
  }
}

/** A subscription from before there were batches asks for none. */
function matchesBatch(id: string | undefined, batches: readonly string[] | null = null): boolean {
  return batches === null || (id !== undefined && batches.includes(id));
}

function matchesType(deviceType: string | null, patterns: readonly string[]): boolean {
  return deviceType !== null && patterns.some((pattern) => matchesGlob(deviceType, pattern));
}

function hostMatchers(hosts: readonly string[] | null): HostMatcher[] | null {
  return hosts && hosts.map(hostMatcher).filter((matcher) => matcher !== undefined);
}
