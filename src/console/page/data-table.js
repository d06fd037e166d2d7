import { el, nodesOf } from './element.js';
import { KeyedChildren } from './keyed-children.js';

/**
 * @template Row
 * @typedef {object} Column
 * @property {string} title
 * @property {string} name class of its cells
 * @property {(row: Row) => unknown} value what its content depends on
 * @property {(row: Row) => import('./element.js').Child[]} content
 */

/**
 * A table whose rows stay the same nodes while their content changes. The first column may be a link that opens the row:
 * then a click anywhere in the row does so, too, and the arrow keys go from link to link.
 *
 * @template {{ id: string }} Row
 */
export class DataTable {
  #columns;
  #children;
  #body;
  #linkOf;
  #onOpen;
  #openId = '';

  /**
   * @param {object} options
   * @param {string} options.label
   * @param {string} options.name class of the table
   * @param {readonly Column<Row>[]} options.columns
   * @param {(row: Row) => { href: string, label: string }} [options.linkOf] of the first column
   * @param {(id: string) => void} [options.onOpen] what its click does
   */
  constructor({ label, name, columns, linkOf, onOpen }) {
    this.#onOpen = onOpen;
    this.#columns = columns;
    this.#linkOf = linkOf;
    this.#body = el('tbody', { role: 'rowgroup', onkeydown: moveByArrows });
    /** @type {KeyedChildren<Row>} */
    this.#children = new KeyedChildren(
      this.#body,
      ({ id }) => id,
      (row) => this.#makeRow(row),
    );
    // Roles are said again: narrow screens lay rows out as cards, and `display` takes a table's own roles away.
    const headers = columns.map(({ title, name }) =>
      el('th', { scope: 'col', class: name, role: 'columnheader' }, title),
    );
    this.element = el(
      'table',
      { class: `data ${name}`, role: 'table', 'aria-label': label },
      el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, ...headers)),
      this.#body,
    );
  }

  /**
   * @param {readonly Row[]} rows
   * @param {{ open?: string, marksNew?: boolean }} [how]
   */
  show(rows, { open = '', marksNew = false } = {}) {
    this.#openId = open;
    const made = this.#children.show(rows);
    if (marksNew) for (const { element } of made) element.classList.add('is-new');
  }

  /** @param {string} id */
  focusRow(id) {
    const link = this.#children.elementOf(id)?.querySelector('a');
    link?.focus();
    return link !== null && link !== undefined;
  }

  /**
   * @param {Row} first
   * @returns {import('./keyed-children.js').Part<Row>}
   */
  #makeRow(first) {
    const onclick = (/** @type {MouseEvent} */ event) => {
      // With a modifier key the browser opens a tab or window of its own.
      if (!this.#onOpen || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.#onOpen(first.id);
    };
    const link = this.#linkOf
      ? el('a', { class: 'row-link', onclick, ...this.#linkAttributes(first) })
      : null;
    const cells = this.#columns.map(({ name }) => el('td', { class: name, role: 'cell' }));
    if (link) cells[0]?.append(link);
    const targets = cells.map((cell, index) => (index === 0 && link ? link : cell));
    /** @type {string[]} */
    const shown = [];
    const element = el('tr', { role: 'row', onclick: openByClick }, ...cells);
    return {
      element,
      update: (row) => {
        if (link)
          for (const [name, value] of Object.entries(this.#linkAttributes(row)))
            link.setAttribute(name, value);
        link?.setAttribute('aria-current', String(row.id === this.#openId));
        element.classList.toggle('is-open', row.id === this.#openId);
        this.#columns.forEach((column, index) => {
          const value = JSON.stringify(column.value(row)) ?? '';
          if (shown[index] === value) return;
          shown[index] = value;
          targets[index]?.replaceChildren(...nodesOf(column.content(row)));
        });
      },
    };
  }

  /** @param {Row} row */
  #linkAttributes(row) {
    const { href = '', label = '' } = this.#linkOf?.(row) ?? {};
    return { href, 'aria-label': label };
  }
}

/** @param {MouseEvent} event */
function openByClick(event) {
  const { target, currentTarget } = event;
  if (!(target instanceof Element) || !(currentTarget instanceof Element)) return;
  const isSelecting = (getSelection()?.toString() ?? '') !== '';
  if (isSelecting || target.closest('a, button')) return;
  currentTarget.querySelector('a')?.click();
}

/** @param {KeyboardEvent} event */
function moveByArrows(event) {
  const row = event.target instanceof Element ? event.target.closest('tr') : null;
  const next = {
    ArrowDown: row?.nextElementSibling,
    ArrowUp: row?.previousElementSibling,
    Home: row?.parentElement?.firstElementChild,
    End: row?.parentElement?.lastElementChild,
  }[event.key];
  const link = next?.querySelector('a');
  if (!link) return;
  event.preventDefault();
  link.focus();
}
