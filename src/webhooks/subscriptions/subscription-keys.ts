import { KEY_PREFIX } from '../../redis/key-prefix.js';

const OWN = `${KEY_PREFIX}:subscriptions`;

/** The Redis keys of subscriptions. All share one hash tag (Cluster). */
export const SUBSCRIPTION_KEYS = {
  /** Hash of all subscriptions, by id. */
  all: OWN,
  /** Another text after every change. */
  version: `${OWN}:version`,
  /** How the deliveries of one subscription went last. */
  status: (id: string) => `${OWN}:status:${id}`,
} as const;
