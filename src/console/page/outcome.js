/** @typedef {import('../../webhooks/log/attempt.dto.js').AttemptDto} Attempt */

/**
 * What receivers answer, in the words of RFC 9110. Browsers tell a page none over HTTP/2, and this page sees only the code.
 *
 * @type {Readonly<Record<number, string>>}
 */
const REASONS = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** @type {Readonly<Record<NonNullable<Attempt['error']>['code'], string>>} */
const FAILURES = {
  unsubscribed: 'not subscribed',
  waited_too_long: 'waited too long',
  unknown_caller: 'unknown caller',
  unseal: 'cannot be opened',
  egress_blocked: 'not allowed',
  dns: 'name not found',
  connect: 'no connection',
  tls: 'TLS failed',
  timeout: 'timed out',
  reset: 'connection lost',
  bad_answer: 'bad answer',
  caller: 'caller failed',
  aborted: 'stopped',
  redirect: 'redirect',
  http_status: '',
  rejected: 'rejected',
  unroutable: 'unroutable',
  too_large: 'too large',
};

/**
 * How an attempt ended: the code of the answer, if there was one, and what it means.
 *
 * @param {Attempt | undefined} attempt
 * @returns {{ code: string, words: string }}
 */
export function outcomeOf(attempt) {
  if (!attempt) return { code: '', words: '–' };
  const { status_code: code, error } = attempt;
  const failure = error ? FAILURES[error.code] : '';
  if (code === null) return { code: '', words: error ? failure : 'accepted' };
  return { code: String(code), words: failure || (REASONS[code] ?? '') };
}

/**
 * The same in one text.
 *
 * @param {Attempt | undefined} attempt
 */
export function outcomeWords(attempt) {
  const { code, words } = outcomeOf(attempt);
  return `${code} ${words}`.trim();
}
