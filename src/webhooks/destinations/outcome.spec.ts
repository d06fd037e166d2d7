import { DELIVERY_ERROR_CODES, DeliveryError, type DeliveryErrorCode } from '../delivery-error.js';
import { outcomeOf } from './outcome.js';

const NOW = Date.parse('2026-01-02T03:04:05Z');

function answered(statusCode: number, retryAfter: string | null = null): DeliveryError {
  return new DeliveryError('http_status', `It answered ${statusCode}`, {
    statusCode,
    answer: '',
    retryAfter,
  });
}

describe('what an outcome says of its destination', () => {
  it('is that it lives, when the delivery arrived', () => {
    expect(outcomeOf(null)).toEqual({ kind: 'alive', text: '' });
  });

  const FAILED: DeliveryErrorCode[] = ['dns', 'connect', 'tls', 'timeout', 'reset', 'bad_answer'];
  const ALIVE: DeliveryErrorCode[] = ['redirect', 'rejected', 'unroutable', 'too_large'];

  it.each(DELIVERY_ERROR_CODES.filter((code) => code !== 'http_status'))('of %s', (code) => {
    const kind = FAILED.includes(code) ? 'failed' : ALIVE.includes(code) ? 'alive' : 'none';
    expect(outcomeOf(new DeliveryError(code, 'why'))).toMatchObject({ kind, text: 'why' });
  });

  it.each([
    [400, 'alive'],
    [401, 'alive'],
    [404, 'alive'],
    [408, 'failed'],
    [409, 'alive'],
    [410, 'gone'],
    [422, 'alive'],
    [429, 'failed'],
    [500, 'failed'],
    [501, 'alive'],
    [502, 'failed'],
    [503, 'failed'],
    [504, 'failed'],
    [505, 'alive'],
    [599, 'failed'],
  ])('of the answer %i: %s', (status, kind) => {
    expect(outcomeOf(answered(status))).toMatchObject({ kind, text: `It answered ${status}` });
  });

  it.each([
    [429, true],
    [500, false],
    [502, true],
    [503, false],
    [504, true],
  ])('of %i: wants fewer requests: %s', (status, isThrottling) => {
    expect(outcomeOf(answered(status))).toMatchObject({ isThrottling, retryAfterMs: 0 });
  });

  it.each([
    ['7', 7_000],
    ['Fri, 02 Jan 2026 03:04:35 GMT', 30_000],
    ['86400', 86_400_000],
    ['86401', 86_400_000],
    ['Fri, 02 Jan 2099 03:04:35 GMT', 86_400_000],
  ])('with Retry-After %s: %i ms, whatever failed', (retryAfter, retryAfterMs) => {
    for (const status of [403, 429, 500, 503])
      expect(outcomeOf(answered(status, retryAfter), NOW)).toMatchObject({ kind: 'failed', retryAfterMs });
  });
});
