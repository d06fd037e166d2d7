import { el, setText } from './element.js';
import { counted } from './format.js';

/** More text at once makes the browser slow; the rest is a click away. */
const SHOWN_CHARACTERS = 20_000;

/**
 * What a device or a receiver said, as it came. It is hostile input: it only ever becomes a text node.
 *
 * @param {string} text
 * @param {string} label for screen readers
 */
export function longText(text, label) {
  const pre = el('pre', { class: 'said', tabindex: 0, 'aria-label': label, role: 'region' });
  if (text.length <= SHOWN_CHARACTERS) {
    pre.textContent = text;
    return pre;
  }
  pre.textContent = text.slice(0, SHOWN_CHARACTERS);
  const more = el(
    'button',
    {
      type: 'button',
      class: 'button quiet',
      onclick: () => {
        setText(pre, text);
        more.remove();
        pre.focus();
      },
    },
    `Show all ${counted(text.length, 'character')}`,
  );
  return el('div', {}, pre, more);
}
