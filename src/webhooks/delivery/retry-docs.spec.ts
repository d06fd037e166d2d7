import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { outcomeOf } from '../destinations/outcome.js';
import { DELIVERY_ERROR_CODES, DeliveryError, type DeliveryErrorCode } from '../delivery-error.js';
import { canRetry } from './retry-policy.js';

const CHAPTER = join(import.meta.dirname, '../../../docs/webhooks/retries-and-fairness.md');

/** The rows of the chapter's one table. */
const ROWS = readFileSync(CHAPTER, 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, code = '', , retried = '']) => code.startsWith('`') && /^(yes|no)$/.test(retried))
  .map(([, code = '', , retried, destination = '']) => ({ code, retried: retried === 'yes', destination }));

function saidOf(error: DeliveryError): string {
  const outcome = outcomeOf(error);
  if (outcome.kind === 'gone') return 'paused until it is resumed';
  if (outcome.kind === 'alive') return 'answers';
  if (outcome.kind === 'none') return 'says nothing of it';
  return outcome.isThrottling ? 'a failure, and throttled' : 'a failure';
}

describe("the delivery log's chapter", () => {
  it('has every code that an attempt can have', () => {
    const page = readFileSync(join(CHAPTER, '../delivery-log.md'), 'utf8');
    const section = page.slice(page.indexOf('`error.code`'), page.indexOf('## Try a webhook out'));

    const codes = [...section.matchAll(/`(\w+)`/g)].map(([, name]) => name);

    expect(codes).toEqual(expect.arrayContaining([...DELIVERY_ERROR_CODES]));
  });
});

describe('the table of what is tried again', () => {
  it.each(DELIVERY_ERROR_CODES.filter((code) => code !== 'http_status'))('is right about %s', (code) => {
    const row = ROWS.find((each) => each.code.includes(`\`${code}\``));
    const error = new DeliveryError(code, 'why');
    expect(row).toMatchObject({ retried: canRetry(error), destination: saidOf(error) });
  });

  it.each(ROWS.flatMap((row) => (row.code.match(/\b\d{3}\b/g) ?? []).map((status) => ({ ...row, status }))))(
    'is right about the answer $status',
    ({ status, retried, destination }) => {
      const code: DeliveryErrorCode = 'http_status';
      const answered = { statusCode: Number(status), answer: '', retryAfter: null };
      const error = new DeliveryError(code, 'why', answered);
      expect({ retried, destination }).toEqual({ retried: canRetry(error), destination: saidOf(error) });
    },
  );

  it('names every answer that ends a delivery', () => {
    const named = ROWS.flatMap(({ code }) => code.match(/\b\d{3}\b/g) ?? []);
    for (let status = 400; status < 600; status++) {
      const answered = { statusCode: status, answer: '', retryAfter: null };
      const ends = !canRetry({ code: 'http_status', answered });
      if (ends) expect(named).toContain(String(status));
    }
  });
});
