import { outcomeWord } from './deliveries-view.js';
import { el, icon } from './element.js';
import { factList } from './facts.js';
import { duration, shortTime } from './format.js';
import { KeyedChildren } from './keyed-children.js';
import { longText } from './long-text.js';

/** @typedef {import('../../webhooks/log/attempt.dto.js').AttemptDto} Attempt */

/** What {@link attemptElement} has a place for; whatever else the API tells is listed below. */
const KNOWN = ['at', 'duration_ms', 'status_code', 'answer', 'error'];

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
  const more = Object.entries(attempt).filter(([name, value]) => !KNOWN.includes(name) && value !== null);
  return el(
    'li',
    { class: `attempt ${error ? 'bad' : 'good'}`, 'data-number': number },
    el('span', { class: 'attempt-mark' }, icon(error ? 'cross' : 'check')),
    el(
      'p',
      { class: 'attempt-head' },
      el('strong', {}, `Attempt ${number} ${error ? 'failed' : 'delivered'}`),
      el('span', { class: error ? 'code is-bad' : 'code' }, outcomeWord(attempt)),
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
    more.length > 0 &&
      el(
        'details',
        {},
        el('summary', {}, 'More about this attempt'),
        factList(
          more.map(([name, value]) => [
            name.replaceAll('_', ' '),
            el('span', { class: 'mono' }, plain(value)),
          ]),
        ),
      ),
  );
}

/** @param {unknown} value */
function plain(value) {
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
}
