/** No answer of the API takes so long unless something is wrong, in milliseconds. */
const DEADLINE_MS = 20_000;

/**
 * `unauthorized`: the key is wrong; `forbidden`: it lacks a scope; `unavailable`: 503, mostly Redis; `unreachable`: no answer at all; `refused`: any
 * other answer.
 *
 * @typedef {'unauthorized' | 'forbidden' | 'unavailable' | 'unreachable' | 'refused'} ApiErrorKind
 */

/** A request that brought nothing. */
export class ApiError extends Error {
  /**
   * @param {ApiErrorKind} kind
   * @param {string} message a sentence for the operator
   * @param {{ status?: number, retryAfterSeconds?: number | null, cause?: unknown }} [extras]
   */
  constructor(kind, message, { status = 0, retryAfterSeconds = null, cause } = {}) {
    super(message, { cause });
    this.kind = kind;
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/**
 * @template T
 * @typedef {{ body: T, nextCursor: string | null }} Answer
 */

/** NetPulse's REST API, as this page uses it. */
export class Api {
  #base;
  #key;

  /**
   * @param {string} base where the API begins, with a slash at its end
   * @param {string} key
   */
  constructor(base, key) {
    this.#base = base;
    this.#key = key;
  }

  /**
   * @template T
   * @param {string} path
   * @param {Record<string, string | number | undefined>} [query] what is empty is left out
   * @param {AbortSignal} [signal]
   * @returns {Promise<Answer<T>>}
   */
  async get(path, query = {}, signal) {
    const url = new URL(path, this.#base);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined && value !== '') url.searchParams.set(name, String(value));
    }
    return this.#send('GET', url, signal);
  }

  /**
   * @template T
   * @param {string} path
   * @returns {Promise<Answer<T>>}
   */
  async post(path) {
    return this.#send('POST', new URL(path, this.#base));
  }

  /**
   * @template T
   * @param {string} method
   * @param {URL} url
   * @param {AbortSignal} [signal]
   * @returns {Promise<Answer<T>>}
   */
  async #send(method, url, signal) {
    const deadline = AbortSignal.timeout(DEADLINE_MS);
    try {
      const response = await fetch(url, {
        method,
        headers: { 'X-API-KEY': this.#key },
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
        signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      });
      if (!response.ok) throw await errorOf(response);
      return { body: /** @type {T} */ (await response.json()), nextCursor: nextCursorOf(response) };
    } catch (error) {
      if (error instanceof ApiError || signal?.aborted) throw error;
      throw new ApiError('unreachable', 'NetPulse does not answer.', { cause: error });
    }
  }
}

/**
 * @param {Response} response
 * @returns {Promise<ApiError>}
 */
async function errorOf(response) {
  const { status } = response;
  /** @type {{ detail?: string }} */
  const problem = await response.json().catch(() => ({}));
  const detail = problem.detail ?? `NetPulse answered ${status}.`;
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  const extras = { status, retryAfterSeconds: Number.isFinite(seconds) ? seconds : null };
  if (status === 401) return new ApiError('unauthorized', detail, extras);
  if (status === 403) return new ApiError('forbidden', detail, extras);
  if (status === 502 || status === 503 || status === 504) return new ApiError('unavailable', detail, extras);
  return new ApiError('refused', detail, extras);
}

/**
 * Where the next page begins, from `Link: </jobs?...&cursor=...>; rel="next"` (RFC 8288).
 *
 * @param {Response} response
 * @returns {string | null}
 */
function nextCursorOf(response) {
  const target = /<([^>]*)>; *rel="next"/.exec(response.headers.get('Link') ?? '')?.[1];
  return target === undefined ? null : new URL(target, location.href).searchParams.get('cursor');
}
