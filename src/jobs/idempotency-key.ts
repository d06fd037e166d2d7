import { invalid } from '../problems/problem.js';

/** How Swagger shows the header. */
export const IDEMPOTENCY_KEY_HEADER = {
  name: 'Idempotency-Key',
  required: false,
  description: 'Up to 255 characters. A repeated submit with the same key returns the first job, for a day.',
} as const;

const PATTERN = /^[\x21-\x7e]{1,255}$/;

/** @throws Problem 422 when a key is given and is none */
export function checkIdempotencyKey(key: string | undefined): string | undefined {
  if (key === undefined || PATTERN.test(key)) return key;
  throw invalid([
    { field: 'Idempotency-Key', message: 'must be 1 to 255 printable ASCII characters without spaces' },
  ]);
}
