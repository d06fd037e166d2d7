import { KEY_PREFIX } from '../redis/key-prefix.js';

/** Bull's queue of device jobs, shared by all workers. */
export const FIFO_QUEUE = 'fifo';

const BULL = `${KEY_PREFIX}:${FIFO_QUEUE}`;

/** The Redis keys of the lists beside that queue, one for each worker. All share one hash tag (Cluster). */
export const PINNED_KEYS = {
  /** The jobs that wait for this worker, to which their devices belong. */
  list: (worker: string) => `${BULL}:pinned:${worker}`,
  prefix: `${BULL}:pinned:`,
  /** The workers that have, or had, such a list, by when they last said that they live. */
  workers: `${BULL}:pinned`,
} as const;
