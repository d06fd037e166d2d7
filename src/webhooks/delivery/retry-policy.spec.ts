import { DELIVERY_ERROR_CODES, type DeliveryErrorCode } from '../delivery-error.js';
import { canRetry, retryAfterMs, retryDelayMs } from './retry-policy.js';

const NOW = Date.parse('2026-01-02T03:04:05Z');
const INTERVALS = { intervalsSeconds: [10, 30, 120] };

function answered(statusCode: number, retryAfter: string | null = null) {
  return { statusCode, answer: '', retryAfter };
}

describe('canRetry', () => {
  const FINAL: DeliveryErrorCode[] = [
    'unsubscribed',
    'waited_too_long',
    'unknown_caller',
    'unseal',
    'egress_blocked',
    'redirect',
    'too_large',
  ];

  it.each(DELIVERY_ERROR_CODES.map((code) => [code, !FINAL.includes(code)] as const))(
    'of %s: %s',
    (code, can) => {
      expect(canRetry({ code, answered: null })).toBe(can);
    },
  );

  it.each([401, 403, 404, 408, 409, 423, 425, 429, 500, 502, 503, 504, 507, 599])('of %i: true', (status) => {
    expect(canRetry({ code: 'http_status', answered: answered(status) })).toBe(true);
  });

  it.each([400, 405, 406, 410, 411, 413, 414, 415, 422, 426, 431, 501, 505])('of %i: false', (status) => {
    expect(canRetry({ code: 'http_status', answered: answered(status) })).toBe(false);
  });

  it('of an answer that came too late, whatever it was: true', () => {
    expect(canRetry({ code: 'timeout', answered: answered(400) })).toBe(true);
  });
});

describe('retryDelayMs', () => {
  it.each([
    [1, 10_000],
    [2, 30_000],
    [3, 120_000],
    [4, 120_000],
    [20, 120_000],
  ])('after %i failed attempts is at least %i ms and at most a fifth more', (failedAttempts, ms) => {
    const wait = (random: number) => retryDelayMs({ answered: null }, failedAttempts, INTERVALS, NOW, random);
    expect(wait(0)).toBe(ms);
    expect(wait(1)).toBe(ms * 1.2);
  });

  it.each([
    ['longer than the interval', '60', 60_000],
    ['shorter than the interval', '5', 10_000],
    ['a date', 'Fri, 02 Jan 2026 03:05:35 GMT', 90_000],
    ['longer than a day', '1000000', 86_400_000],
    ['a date in the far future', 'Fri, 02 Jan 2099 03:05:35 GMT', 86_400_000],
  ])('heeds a Retry-After that is %s', (_what, retryAfter, ms) => {
    expect(retryDelayMs({ answered: answered(503, retryAfter) }, 1, INTERVALS, NOW, 0)).toBe(ms);
  });
});

describe('retryAfterMs', () => {
  it.each([
    [null, 0],
    ['', 0],
    ['0', 0],
    [' 7 ', 7_000],
    ['-7', 0],
    ['1.5', 0],
    ['soon', 0],
    ['Fri, 02 Jan 2026 03:04:04 GMT', 0],
    ['Fri, 02 Jan 2026 03:04:06 GMT', 1_000],
  ])('reads %j as %i ms', (header, ms) => {
    expect(retryAfterMs(header, NOW)).toBe(ms);
  });
});
