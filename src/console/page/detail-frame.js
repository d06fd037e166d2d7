import { el, icon, setText } from './element.js';

/** What every detail has: a heading, a way back, buttons, and a body that scrolls. */
export class DetailFrame {
  #heading = el('h2', { tabindex: -1 });
  #status = el('span', { class: 'detail-status' });
  #subtitle = el('p', { class: 'muted' });
  body = el('div', { class: 'detail-body' });

  /**
   * @param {import('./app.js').App} app
   * @param {string} name of what is shown, until it is known
   * @param {readonly HTMLElement[]} actions
   */
  constructor(app, name, actions) {
    setText(this.#heading, name);
    const close = () => app.close();
    this.element = el(
      'div',
      { class: 'detail' },
      el(
        'header',
        { class: 'detail-head' },
        el(
          'button',
          { type: 'button', class: 'icon-button back', 'aria-label': 'Back to the list', onclick: close },
          icon('back'),
        ),
        el(
          'div',
          { class: 'detail-title' },
          this.#heading,
          el('div', { class: 'detail-line' }, this.#status, this.#subtitle),
        ),
        ...actions,
        el(
          'button',
          {
            type: 'button',
            class: 'icon-button close',
            'aria-label': 'Close',
            title: 'Close (Esc)',
            onclick: close,
          },
          icon('cross'),
        ),
      ),
      this.body,
    );
  }

  focus() {
    this.#heading.focus();
  }

  /**
   * @param {string} heading
   * @param {Element} status
   * @param {string} subtitle
   */
  title(heading, status, subtitle) {
    setText(this.#heading, heading);
    this.#heading.title = heading;
    setText(this.#subtitle, subtitle);
    if (this.#status.textContent !== status.textContent) this.#status.replaceChildren(status);
  }

  /**
   * @param {string} heading
   * @param {string} text
   */
  gone(heading, text) {
    this.#status.replaceChildren();
    setText(this.#subtitle, '');
    setText(this.#heading, heading);
    this.body.replaceChildren(el('p', { class: 'muted' }, text));
  }
}
