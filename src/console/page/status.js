import { el, icon } from './element.js';

/**
 * How a status is shown: a picture and a word, so that it never hangs on colour alone.
 *
 * @typedef {'good' | 'bad' | 'busy' | 'waiting' | 'off'} Tone
 * @type {Readonly<Record<string, { icon: string, tone: Tone }>>}
 */
const LOOKS = {
  delivered: { icon: 'check', tone: 'good' },
  finished: { icon: 'check', tone: 'good' },
  running: { icon: 'check', tone: 'good' },
  failed: { icon: 'cross', tone: 'bad' },
  retrying: { icon: 'again', tone: 'busy' },
  draining: { icon: 'clock', tone: 'busy' },
  started: { icon: 'play', tone: 'waiting' },
  pending: { icon: 'clock', tone: 'waiting' },
  queued: { icon: 'clock', tone: 'waiting' },
  canceled: { icon: 'slash', tone: 'off' },
  expired: { icon: 'glass', tone: 'off' },
};

/** @param {string} status */
export function statusBadge(status) {
  const look = LOOKS[status] ?? { icon: 'dot', tone: 'off' };
  return el('span', { class: `status ${look.tone}` }, icon(look.icon), capitalized(status));
}

/** @param {string} word */
export function capitalized(word) {
  return word.charAt(0).toUpperCase() + word.slice(1).replaceAll('_', ' ');
}
