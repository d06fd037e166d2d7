/** More rows than this help nobody, and every one costs the browser memory. */
const MAX_ROWS = 1_000;

/**
 * Rows of a paged list of the API, newest first, held up to date by asking again. The newest page is asked for each
 * time; when older pages were loaded, one of them as well, in turn.
 *
 * @template {{ id: string, created_at: string }} Row
 */
export class LiveList {
  /** @type {Map<string, Row>} */
  #rows = new Map();
  /** @type {string | null} where the next older page begins */
  #older = null;
  /** @type {string | null} the page to look at again at the next refresh */
  #walk = null;
  #pages = 0;
  #options;

  /**
   * @param {object} options
   * @param {(query: Record<string, string | number | undefined>, signal?: AbortSignal) =>
   *   Promise<import('./api.js').Answer<Row[]>>} options.fetch one page
   * @param {number} options.pageSize
   * @param {(row: Row) => string} [options.timeOf] what the API sorts by, ISO 8601
   * @param {(row: Row) => boolean} [options.isSettled] whether a row will never change again: then only rows since the
   *   oldest that may are asked for, since they can be large
   */
  constructor(options) {
    this.#options = options;
  }

  /** Newest first. */
  get rows() {
    const timeOf = this.#timeOf;
    return [...this.#rows.values()].sort(
      (a, b) => timeOf(b).localeCompare(timeOf(a)) || b.id.localeCompare(a.id),
    );
  }

  get hasOlder() {
    return this.#older !== null && this.#rows.size < MAX_ROWS;
  }

  /** Whether rows are left out because there are so many. */
  get isCut() {
    return this.#older !== null && this.#rows.size >= MAX_ROWS;
  }

  /** @param {string} id */
  find(id) {
    return this.#rows.get(id);
  }

  /**
   * Takes a row that was read by itself.
   *
   * @param {Row} row
   */
  put(row) {
    if (this.#rows.has(row.id)) this.#rows.set(row.id, row);
  }

  /**
   * @param {AbortSignal} [signal]
   * @returns {Promise<void>}
   */
  async refresh(signal) {
    const { fetch, pageSize } = this.#options;
    const since = this.#unsettledSince();
    const { body, nextCursor } = await fetch({ limit: pageSize, since }, signal);
    const isAll = since === undefined && nextCursor === null;
    if (this.#pages === 0 || isAll || (nextCursor !== null && this.#pages === 1)) {
      this.#replace(body, nextCursor);
      return;
    }
    this.#merge(body, since ?? this.#lastTime(body), null);
    if (nextCursor !== null) await this.#lookAgain(nextCursor, this.#lastTime(body), signal);
    this.#cut();
  }

  /**
   * @param {AbortSignal} [signal]
   * @returns {Promise<void>}
   */
  async loadOlder(signal) {
    if (this.#older === null) return;
    const { fetch, pageSize } = this.#options;
    const { body, nextCursor } = await fetch({ limit: pageSize, cursor: this.#older }, signal);
    for (const row of body) this.#rows.set(row.id, row);
    this.#older = nextCursor;
    this.#pages += 1;
  }

  /** @param {Row} row */
  #timeOf = (row) => this.#options.timeOf?.(row) ?? row.created_at;

  /** @returns {string | undefined} */
  #unsettledSince() {
    const { isSettled } = this.#options;
    if (!isSettled || this.#rows.size === 0) return undefined;
    const { rows } = this;
    return (rows.findLast((row) => !isSettled(row)) ?? rows[0])?.created_at;
  }

  /**
   * @param {Row[]} rows
   * @param {string | null} nextCursor
   */
  #replace(rows, nextCursor) {
    this.#rows = new Map(rows.map((row) => [row.id, row]));
    this.#older = nextCursor;
    this.#walk = null;
    this.#pages = 1;
  }

  /**
   * Takes a page. What was known of its stretch of time and is not in it has gone, or matches the filter no more.
   *
   * @param {Row[]} page
   * @param {string | null} from its oldest moment; null when it holds nothing
   * @param {string | null} to its newest moment; null for now
   */
  #merge(page, from, to) {
    const ids = new Set(page.map(({ id }) => id));
    for (const row of this.#rows.values()) {
      const time = this.#timeOf(row);
      if (from !== null && time > from && (to === null || time < to) && !ids.has(row.id))
        this.#rows.delete(row.id);
    }
    for (const row of page) this.#rows.set(row.id, row);
  }

  /**
   * @param {string} secondPage
   * @param {string | null} firstEnd
   * @param {AbortSignal} [signal]
   */
  async #lookAgain(secondPage, firstEnd, signal) {
    const { fetch, pageSize } = this.#options;
    const cursor = this.#walk ?? secondPage;
    const { body, nextCursor } = await fetch({ limit: pageSize, cursor }, signal);
    const oldest = this.rows.at(-1);
    const end = this.#lastTime(body);
    const known = body.filter((row) => oldest !== undefined && this.#timeOf(row) >= this.#timeOf(oldest));
    this.#merge(known, end, this.#walk === null ? firstEnd : body[0] ? this.#timeOf(body[0]) : null);
    this.#walk = nextCursor === null || known.length < body.length ? null : nextCursor;
  }

  /** @param {Row[]} page */
  #lastTime(page) {
    const last = page.at(-1);
    return last ? this.#timeOf(last) : null;
  }

  #cut() {
    if (this.#rows.size <= MAX_ROWS) return;
    this.#rows = new Map(this.rows.slice(0, MAX_ROWS).map((row) => [row.id, row]));
  }
}
