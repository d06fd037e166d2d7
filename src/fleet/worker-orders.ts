import { KEY_PREFIX } from '../redis/key-prefix.js';

/** What a worker can be told: take no jobs for a while, take jobs again, or finish what runs and end. */
export const WORKER_ORDERS = ['pause', 'resume', 'drain'] as const;
export type WorkerOrder = (typeof WORKER_ORDERS)[number];

/** Channel on which workers are told: an order, the worker's name and the order's number, separated by spaces. */
export const ORDERS_CHANNEL = `${KEY_PREFIX}:workers:orders`;

/** Counts the orders: each has its number. */
export const ORDERS_COUNTER = `${KEY_PREFIX}:workers:orders:count`;
/** The newest order of a worker and its number, separated by a space: for one that does not hear the channel just now. */
export const orderKey = (worker: string): string => `${KEY_PREFIX}:workers:order:${worker}`;
/** Beyond that it is no worker any more: its name goes with its process. */
export const ORDER_KEPT_SECONDS = 3_600;
