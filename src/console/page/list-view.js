import { DataTable } from './data-table.js';
import { el, icon, setText } from './element.js';
import { counted } from './format.js';
import { LiveList } from './live-list.js';

/** A row further up than this is out of sight, in CSS pixels. */
const SCROLLED_PX = 60;

/**
 * What a list of this page is made of.
 *
 * @template Row
 * @typedef {object} ListKind
 * @property {string} noun of one row
 * @property {string} nouns
 * @property {string} label of the table
 * @property {string} name class of the table
 * @property {string} path of the API
 * @property {number} pageSize
 * @property {readonly import('./data-table.js').Column<Row>[]} columns
 * @property {(row: Row) => { href: string, label: string }} linkOf
 * @property {(route: import('./route.js').Route) => Record<string, string>} queryOf what of the route the API filters by
 * @property {(row: Row, route: import('./route.js').Route) => boolean} [isMeant] what the API cannot filter by
 * @property {(row: Row) => string} textOf what the text filter looks through
 * @property {string} emptyTitle
 * @property {string} emptyHint
 * @property {(row: Row) => boolean} [isSettled] see LiveList
 */

/**
 * A live list with filters above and its size below.
 *
 * @template {{ id: string, created_at: string, status: string }} Row
 */
export class ListView {
  #kind;
  #app;
  #table;
  #toolbar;
  #summary = el('p', { class: 'summary' });
  #older;
  #newer;
  #empty = el('div', { class: 'empty', hidden: true });
  /** @type {LiveList<Row> | null} null before the first answer to the current filter */
  #list = null;
  #queryText = '';
  /** @type {Set<string>} */
  #seen = new Set();
  #unseenCount = 0;

  /**
   * @param {ListKind<Row>} kind
   * @param {import('./app.js').App} app
   * @param {{ element: Element, show: (route: import('./route.js').Route) => void }} toolbar
   */
  constructor(kind, app, toolbar) {
    this.#kind = kind;
    this.#app = app;
    this.#toolbar = toolbar;
    /** @type {DataTable<Row>} */
    this.#table = new DataTable({ ...kind, onOpen: (id) => app.open(id) });
    this.#older = el(
      'button',
      { type: 'button', class: 'button', onclick: () => void this.#loadOlder() },
      'Load older',
    );
    this.#newer = el(
      'button',
      { type: 'button', class: 'newer', hidden: true, onclick: () => this.#scroller.scrollTo({ top: 0 }) },
      icon('up'),
      el('span'),
    );
    const foot = el('div', { class: 'list-foot' }, this.#summary, this.#older);
    const scroller = el('div', { class: 'scroller', onscroll: () => this.#forgetUnseen() });
    scroller.append(this.#table.element, this.#empty, foot);
    this.#scroller = scroller;
    this.element = el('div', { class: 'list' }, toolbar.element, this.#newer, scroller);
  }

  /** @type {HTMLElement} */
  #scroller;

  /** @param {string} id */
  find(id) {
    return this.#list?.find(id);
  }

  /** @param {Row} row */
  put(row) {
    this.#list?.put(row);
    this.show();
  }

  /**
   * Shows what is known under the current route.
   *
   * @param {{ marksNew?: boolean }} [how]
   */
  show({ marksNew = false } = {}) {
    const { route } = this.#app;
    this.#toolbar.show(route);
    const list = this.#listFor(route);
    // Until the first answer to another filter, what was there stays: an empty moment would flicker.
    this.#scroller.classList.toggle('is-stale', list === null && this.#list !== null);
    if (list === null && this.#list !== null) return;
    const { textOf, isMeant = () => true } = this.#kind;
    const rows = (list?.rows ?? []).filter(
      (row) => isMeant(row, route) && matchesText(textOf(row), route.text),
    );
    this.#table.show(rows, { open: route.open, marksNew });
    this.#table.element.hidden = rows.length === 0;
    this.#showEmpty(rows.length, route);
    setText(this.#summary, rows.length === 0 ? '' : this.#summaryOf(rows, list));
    this.#older.hidden = !list?.hasOlder;
  }

  /** @param {AbortSignal} signal */
  async refresh(signal) {
    const { route } = this.#app;
    const query = this.#kind.queryOf(route);
    const known = this.#listFor(route);
    const list = known ?? this.#makeList(query);
    await list.refresh(signal);
    this.#list = list;
    this.#queryText = JSON.stringify(query);
    this.#noticeNew(list.rows, known === null);
    this.show({ marksNew: known !== null });
  }

  /** @param {string} id */
  focusRow(id) {
    return this.#table.focusRow(id);
  }

  /** @param {import('./route.js').Route} route */
  #listFor(route) {
    return JSON.stringify(this.#kind.queryOf(route)) === this.#queryText ? this.#list : null;
  }

  /** @param {Record<string, string>} query */
  #makeList(query) {
    const { path, pageSize, isSettled } = this.#kind;
    this.#seen.clear();
    this.#unseenCount = 0;
    /** @type {LiveList<Row>} */
    const list = new LiveList({
      fetch: (page, signal) => this.#app.api.get(path, { ...query, ...page }, signal),
      pageSize,
      // The API lists ended jobs of one status by their end, not by their creation.
      ...(isSettled && !query.status ? { isSettled } : {}),
    });
    return list;
  }

  async #loadOlder() {
    const list = this.#list;
    if (!list) return;
    this.#older.disabled = true;
    await this.#app.attempt(() => list.loadOlder());
    this.#older.disabled = false;
    for (const { id } of list.rows) this.#seen.add(id);
    this.show();
  }

  /**
   * @param {readonly Row[]} rows
   * @param {boolean} isFirst whether these are the first under this filter
   */
  #noticeNew(rows, isFirst) {
    const fresh = rows.filter(({ id }) => !this.#seen.has(id));
    for (const { id } of fresh) this.#seen.add(id);
    if (isFirst || fresh.length === 0) return;
    this.#app.announceNew(fresh.length, this.#kind.noun, this.#kind.nouns);
    if (this.#scroller.scrollTop < SCROLLED_PX) return;
    this.#unseenCount += fresh.length;
    this.#newer.hidden = false;
    setText(/** @type {Node} */ (this.#newer.lastChild), `${this.#unseenCount} new`);
  }

  #forgetUnseen() {
    if (this.#scroller.scrollTop >= SCROLLED_PX) return;
    this.#unseenCount = 0;
    this.#newer.hidden = true;
  }

  /**
   * @param {number} shown
   * @param {import('./route.js').Route} route
   */
  #showEmpty(shown, route) {
    const list = this.#listFor(route);
    this.#empty.hidden = shown > 0 || list === null;
    if (this.#empty.hidden) return;
    const { nouns, emptyTitle, emptyHint } = this.#kind;
    const isFiltered = [route.text, route.job, route.status, route.caller, route.host].some(Boolean);
    const loaded = list?.rows.length ?? 0;
    const hint = loaded > 0 ? `None of the ${loaded} loaded does.` : '';
    const title = isFiltered ? `No ${nouns} match these filters` : emptyTitle;
    const text = [title, isFiltered ? hint || 'New ones that match appear here by themselves.' : emptyHint];
    if (this.#empty.dataset.text === text.join()) return;
    this.#empty.dataset.text = text.join();
    this.#empty.replaceChildren(icon('inbox'), el('h2', {}, text[0]), el('p', {}, text[1]));
  }

  /**
   * @param {readonly Row[]} rows
   * @param {LiveList<Row> | null} list
   */
  #summaryOf(rows, list) {
    const { noun, nouns } = this.#kind;
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const { status } of rows) counts.set(status, (counts.get(status) ?? 0) + 1);
    const parts = [...counts].map(([status, count]) => `${count} ${status}`);
    const end = list?.isCut ? '. Older ones are not shown: use the filters.' : '';
    return `${counted(rows.length, noun, nouns)} shown: ${parts.join(', ')}${end}`;
  }
}

/**
 * @param {string} text
 * @param {string} wanted
 */
function matchesText(text, wanted) {
  return wanted === '' || text.toLowerCase().includes(wanted.toLowerCase());
}
