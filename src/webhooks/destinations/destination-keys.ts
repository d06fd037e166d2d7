import { KEY_PREFIX } from '../../redis/key-prefix.js';

const BASE = `${KEY_PREFIX}:destinations`;

/** Where Redis keeps what workers share about destinations. Everything but {@link DESTINATION_KEYS.at} heals by itself. */
export const DESTINATION_KEYS = {
  base: BASE,
  /** Origins by the moment they were last used, ms since the epoch. */
  known: `${BASE}:known`,
  /** Origins for which deliveries wait. */
  lines: `${BASE}:lines`,
  /** Live workers by the moment at which they count as dead, ms since the epoch. */
  workers: `${BASE}:workers`,
  /** Hash: how a destination stands (breaker, pause, last success). */
  at: (origin: string) => `${BASE}:at:${origin}`,
  /** Sorted set: ids of the deliveries that wait, by the moment since when. */
  line: (origin: string) => `${BASE}:line:${origin}`,
  /** Hash: deliveries that were called from the line, each with a slot kept for it until that moment. */
  called: (origin: string) => `${BASE}:called:${origin}`,
  /** Hash: how many slots of each destination a worker holds. */
  slots: (worker: string) => `${BASE}:slots:${worker}`,
  /** Hash: how many deliveries to each destination a worker has under way. */
  inFlight: (worker: string) => `${BASE}:in-flight:${worker}`,
} as const;

/** Channel on which the origin of every destination is named whose state has changed. */
export const DESTINATION_CHANGES = `${BASE}:changes`;
