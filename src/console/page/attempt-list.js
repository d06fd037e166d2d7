import { el, icon } from './element.js';
import { factList } from './facts.js';
import { duration, shortTime } from './format.js';
import { KeyedChildren } from './keyed-children.js';
import { longText } from './long-text.js';
import { outcomeWords } from './outcome.js';

/** @typedef {import('../../webhooks/log/attempt.dto.js').AttemptDto} Attempt */

/** The attempts of a delivery, newest first. One that was made never changes, so its element never does. */
export class AttemptList {
  element = el('ol', { class: 'attempts', reversed: true });
  /** @type {KeyedChildren<{ attempt: Attempt, number: number }>} */
  #children = new KeyedChildren(
    this.element,
    ({ attempt, number }) => `${number} ${attempt.at}`,
    ({ attempt, number }) => ({ element: attemptElement(attempt, number), update: () => undefined }),
  );

  /** @param {readonly Attempt[]} attempts oldest first */
  show(attempts) {
    this.#children.show(attempts.map((attempt, index) => ({ attempt, number: index + 1 })).reverse());
  }
}

/**
 * @param {Attempt} attempt
 * @param {number} number
 */
function attemptElement(attempt, number) {
  const { at, duration_ms, answer, error } = attempt;
  return el(
    'li',
    { class: `attempt ${error ? 'bad' : 'good'}`, 'data-number': number },
    el('span', { class: 'attempt-mark' }, icon(error ? 'cross' : 'check')),
    el(
      'p',
      { class: 'attempt-head' },
      el('strong', {}, `Attempt ${number} ${error ? 'failed' : 'delivered'}`),
      el('span', { class: error ? 'code is-bad' : 'code' }, outcomeWords(attempt)),
      el('span', { class: 'muted' }, duration(duration_ms)),
      el('time', { class: 'muted', datetime: at, title: at }, shortTime(at)),
    ),
    error && el('p', { class: 'attempt-error' }, error.message),
    answer === ''
      ? el(
          'p',
          { class: 'muted' },
          attempt.status_code === null ? 'Nothing was answered.' : 'The answer had no body.',
        )
      : longText(answer, `Start of the answer to attempt ${number}`),
    howItWent(attempt),
  );
}

/**
 * Where the time went, where the request went, and with what headers. A caller that is not HTTP knows none of it.
 *
 * @param {Attempt} attempt
 */
function howItWent({ address, connection_reused, timing, request_headers, duration_ms }) {
  const headers = Object.entries(request_headers ?? {}).map(([name, value]) => `${name}: ${value}`);
  const times = timesOf(timing, duration_ms);
  if (!address && headers.length === 0 && times === '') return null;
  /** @type {[string, ...import('./element.js').Child[]][]} */
  const facts = [];
  if (address)
    facts.push(['Address', el('span', { class: 'mono' }, address), connectionText(connection_reused)]);
  if (times !== '') facts.push(['Time', times]);
  if (headers.length > 0) facts.push(['Headers', el('span', { class: 'mono headers' }, headers.join('\n'))]);
  return el('details', {}, el('summary', {}, 'How it was sent'), factList(facts));
}

/**
 * @param {Attempt['timing']} timing
 * @param {number} totalMs
 */
function timesOf(timing, totalMs) {
  if (!timing) return '';
  const steps = /** @type {const} */ ([
    ['DNS', timing.dns_ms],
    ['connect', timing.connect_ms],
    ['TLS', timing.tls_ms],
    ['first byte after', timing.first_byte_ms],
    ['all', totalMs],
  ]);
  return steps.flatMap(([name, ms]) => (ms === null ? [] : [`${name} ${duration(ms)}`])).join(', ');
}

/** @param {boolean | null} isReused */
function connectionText(isReused) {
  if (isReused === null) return '';
  return isReused ? ', over a connection that was open' : ', over a new connection';
}
