/** One fault of a request: which field, and what would be right. */
export interface FieldError {
  /** Path in the request body, query or headers, such as `webhook.timeout`. */
  readonly field: string;
  readonly message: string;
}

interface ProblemExtras {
  readonly errors?: readonly FieldError[];
  readonly retryAfterSeconds?: number;
  /** The header `WWW-Authenticate`. */
  readonly challenge?: string;
  /** For the audit trail only, never answered: the hosts that were asked for in vain. */
  readonly refusedHosts?: readonly string[];
  /** For the audit trail only: who is known to have asked, although he may not. */
  readonly refusedActor?: { readonly id: string; readonly name: string };
}

/** An answer other than success, as RFC 9457 tells it. Throw it anywhere; the filter at the HTTP edge sends it. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    /** Stable name of the kind of problem; becomes the `type` URI. */
    readonly code: string,
    readonly title: string,
    /** One sentence for a human. Never holds input. */
    readonly detail: string,
    readonly extras: ProblemExtras = {},
  ) {
    super(detail);
  }
}

export function malformed(detail: string): Problem {
  return new Problem(400, 'malformed', 'Malformed request', detail);
}

const HOW_TO_AUTHENTICATE =
  'Send the API key in the header X-API-KEY, or in Authorization as a Bearer token.';

export function unauthorized(
  detail = HOW_TO_AUTHENTICATE,
  challenge = 'Bearer',
  extras: Pick<ProblemExtras, 'refusedActor'> = {},
): Problem {
  return new Problem(401, 'unauthorized', 'API key missing or wrong', detail, { challenge, ...extras });
}

export function notFound(detail: string): Problem {
  return new Problem(404, 'not-found', 'Not found', detail);
}

export function conflict(detail: string): Problem {
  return new Problem(409, 'conflict', 'Conflict', detail);
}

/** An answer must not be many times as large as the request that was refused. */
const MOST_ERRORS = 100;

/** Names the faulty fields, the first hundred of them. */
export function invalid(
  faults: readonly FieldError[],
  extras: Pick<ProblemExtras, 'refusedHosts'> = {},
): Problem {
  const errors = faults.slice(0, MOST_ERRORS);
  return new Problem(422, 'invalid', 'Invalid request', detailOf(faults), { errors, ...extras });
}

function detailOf(faults: readonly FieldError[]): string {
  const [first] = faults;
  if (faults.length === 1 && first) return `${first.field}: ${first.message}`;
  const named = faults.length > MOST_ERRORS ? ` The first ${MOST_ERRORS} are named.` : '';
  return `${faults.length} fields are invalid.${named}`;
}

export function unavailable(detail: string, retryAfterSeconds: number): Problem {
  return new Problem(503, 'unavailable', 'Temporarily unavailable', detail, { retryAfterSeconds });
}
