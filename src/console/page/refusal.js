import { el, icon } from './element.js';

/**
 * What stands in place of a list that the key may not read.
 *
 * @param {string} what
 * @param {string} reason
 */
export function refusal(what, reason) {
  return el(
    'div',
    { class: 'empty', role: 'alert' },
    icon('slash'),
    el('h1', {}, `This key may not see ${what}`),
    el('p', {}, reason, ' Sign out to use another key.'),
  );
}
