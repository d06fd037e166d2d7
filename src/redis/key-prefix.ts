/** Begins every key. The braces put all keys into one slot of a Redis Cluster. */
export const KEY_PREFIX = '{netpulse}';
