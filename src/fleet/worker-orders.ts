import { KEY_PREFIX } from '../redis/key-prefix.js';

/** What a worker can be told: take no jobs for a while, take jobs again, or finish what runs and end. */
export const WORKER_ORDERS = ['pause', 'resume', 'drain'] as const;
export type WorkerOrder = (typeof WORKER_ORDERS)[number];

/** Channel on which workers are told: an order, a space, the worker's name. */
export const ORDERS_CHANNEL = `${KEY_PREFIX}:workers:orders`;
