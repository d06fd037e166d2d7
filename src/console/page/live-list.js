/** More rows than this help nobody, and every one costs the browser memory. */
const MAX_ROWS = 1_000;

/**
 * Rows of a paged list of the API, in its order, held up to date by asking again. The newest page is asked for each time;
 * when older pages were loaded, one of them as well, in turn.
 *
 * @template {{ id: string, created_at: string }} Row
 */
export class LiveList {
  /** @type {Row[]} */
  #rows = [];
  /** @type {string | null} where the next older page begins */
  #older = null;
  /** @type {{ cursor: string, behind: string } | null} the page to look at again next, and the row before it */
  #walk = null;
  #pages = 0;
  #options;

  /**
   * @param {object} options
   * @param {(query: Record<string, string | number | undefined>, signal?: AbortSignal) =>
   *   Promise<import('./api.js').Answer<Row[]>>} options.fetch one page
   * @param {number} options.pageSize
   * @param {(row: Row) => boolean} [options.isSettled] whether a row will never change again: then only rows since the
   *   oldest that may are asked for, since they can be large. Only for lists in the order of creation
   */
  constructor(options) {
    this.#options = options;
  }

  /** As the API sorts them, newest first. */
  get rows() {
    return this.#rows;
  }

  get hasOlder() {
    return this.#older !== null && this.#rows.length < MAX_ROWS;
  }

  /** Whether rows are left out because there are so many. */
  get isCut() {
    return this.#older !== null && this.#rows.length >= MAX_ROWS;
  }

  /** @param {string} id */
  find(id) {
    return this.#rows.find((row) => row.id === id);
  }

  /**
   * Takes a row that was read by itself.
   *
   * @param {Row} row
   */
  put(row) {
    this.#rows = this.#rows.map((known) => (known.id === row.id ? row : known));
  }

  /**
   * @param {AbortSignal} [signal]
   * @returns {Promise<void>}
   */
  async refresh(signal) {
    const { fetch, pageSize } = this.#options;
    const since = this.#unsettledSince();
    const { body, nextCursor } = await fetch({ limit: pageSize, since }, signal);
    const isNew = this.#pages === 0 || (since === undefined && (nextCursor === null || this.#pages === 1));
    if (isNew || !this.#replaceTop(body)) {
      // Without a known row at its end there may be others between this page and what is known.
      this.#pages = 0;
      if (since !== undefined) return this.refresh(signal);
      this.#startAnew(body, nextCursor);
      return;
    }
    if (since === undefined && nextCursor !== null) await this.#lookAgain(nextCursor, body, signal);
    if (this.#rows.length > MAX_ROWS) this.#rows = this.#rows.slice(0, MAX_ROWS);
  }

  /**
   * @param {AbortSignal} [signal]
   * @returns {Promise<void>}
   */
  async loadOlder(signal) {
    if (this.#older === null) return;
    const { fetch, pageSize } = this.#options;
    const { body, nextCursor } = await fetch({ limit: pageSize, cursor: this.#older }, signal);
    const known = new Set(this.#rows.map(({ id }) => id));
    this.#rows = [...this.#rows, ...body.filter(({ id }) => !known.has(id))];
    this.#older = nextCursor;
    this.#pages += 1;
  }

  /** @returns {string | undefined} */
  #unsettledSince() {
    const { isSettled } = this.#options;
    if (!isSettled || this.#pages === 0) return undefined;
    return (this.#rows.findLast((row) => !isSettled(row)) ?? this.#rows[0])?.created_at;
  }

  /**
   * @param {Row[]} rows
   * @param {string | null} nextCursor
   */
  #startAnew(rows, nextCursor) {
    this.#rows = rows;
    this.#older = nextCursor;
    this.#walk = null;
    this.#pages = 1;
  }

  /**
   * Puts a page above what is known below its last row. What was known between and is not in it has gone, or matches the
   * filter no more.
   *
   * @param {Row[]} page
   * @returns {boolean} whether its last row is a known one
   */
  #replaceTop(page) {
    const end = this.#indexOf(page.at(-1));
    if (end === -1) return false;
    this.#rows = [...page, ...without(this.#rows.slice(end + 1), page)];
    return true;
  }

  /**
   * Reads one of the older pages again: the second, then the third, and so on to the last that was loaded.
   *
   * @param {string} secondPage
   * @param {Row[]} firstPage
   * @param {AbortSignal} [signal]
   */
  async #lookAgain(secondPage, firstPage, signal) {
    const { fetch, pageSize } = this.#options;
    const { cursor, behind } = this.#walk ?? { cursor: secondPage, behind: firstPage.at(-1)?.id ?? '' };
    const { body, nextCursor } = await fetch({ limit: pageSize, cursor }, signal);
    const begin = this.#rows.findIndex(({ id }) => id === behind) + 1;
    const lastKnown = body.findLastIndex((row) => this.#indexOf(row) !== -1);
    const page = body.slice(0, lastKnown + 1);
    const last = page.at(-1);
    const end = this.#indexOf(last);
    this.#walk = null;
    if (begin === 0 || last === undefined || end < begin) return;
    const above = this.#rows.slice(0, begin);
    this.#rows = [...above, ...without(page, above), ...without(this.#rows.slice(end + 1), page)];
    const isEnd = page.length < body.length || end === this.#rows.length - 1;
    if (nextCursor !== null && !isEnd) this.#walk = { cursor: nextCursor, behind: last.id };
  }

  /** @param {Row | undefined} row */
  #indexOf(row) {
    return this.#rows.findIndex(({ id }) => id === row?.id);
  }
}

/**
 * @template {{ id: string }} Row
 * @param {Row[]} rows
 * @param {Row[]} others
 */
function without(rows, others) {
  const ids = new Set(others.map(({ id }) => id));
  return rows.filter(({ id }) => !ids.has(id));
}
