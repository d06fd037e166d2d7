import { el, icon, nodesOf } from './element.js';

/** A check mark stands so long where something was copied, in milliseconds. */
const COPIED_MS = 1_500;

/**
 * A list of names and values.
 *
 * @param {readonly (readonly [name: string, ...value: import('./element.js').Child[]])[]} facts
 */
export function factList(facts) {
  const entries = facts.flatMap(([name, ...value]) => [el('dt', {}, name), el('dd', {}, ...nodesOf(value))]);
  return el('dl', { class: 'facts' }, ...entries);
}

/**
 * A value that somebody pastes elsewhere: whole, in a fixed width, with a button that copies it.
 *
 * @param {string} value
 * @param {string} what
 */
export function copyable(value, what) {
  const text = el('span', { class: 'mono' }, value);
  // Browsers offer the clipboard to pages of https and of this machine only.
  if (!navigator.clipboard) return text;
  const button = el(
    'button',
    {
      type: 'button',
      class: 'icon-button',
      'aria-label': `Copy ${what}`,
      title: `Copy ${what}`,
      onclick: async () => {
        await navigator.clipboard.writeText(value);
        button.replaceChildren(icon('check'));
        setTimeout(() => button.replaceChildren(icon('copy')), COPIED_MS);
      },
    },
    icon('copy'),
  );
  return el('span', { class: 'copyable' }, text, button);
}
