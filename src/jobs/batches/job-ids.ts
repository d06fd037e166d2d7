import { createHash } from 'node:crypto';

/**
 * The id of a batch's job by its place in the request: a UUID of version 8 (RFC 9562, 5.8). The same request of the same
 * batch makes the same jobs, so that submitting it again after a crash adds none twice.
 */
export function jobIdInBatch(batchId: string, index: number): string {
  const hex = createHash('sha256').update(`${batchId}:${index}`).digest('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`];
  return `${parts.join('-')}-${hex.slice(20, 32)}`;
}
