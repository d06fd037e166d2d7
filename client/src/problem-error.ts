import type { components } from './api-schema.js';
import { NetPulseError } from './netpulse-error.js';

type Problem = components['schemas']['ProblemDto'];
/** One field of a request that is wrong, and what would be right. */
export type FieldError = components['schemas']['FieldErrorDto'];

const URN = 'urn:netpulse:problem:';

/** The service refused a request: RFC 9457 problem details. */
export class ProblemError extends NetPulseError {
  /** The last part of {@link type}: `invalid`, `not-found`, `conflict`, `queue-full`, ... */
  readonly code: string;
  /** HTTP status code. */
  readonly status: number;
  /** Stable name of the kind of problem, a URN. */
  readonly type: string;
  readonly title: string;
  /** One sentence for a human. */
  readonly detail: string;
  /** Each field that is wrong; empty unless the request was invalid. */
  readonly errors: readonly FieldError[];
  /** The same as in the service's log. */
  readonly requestId: string;
  /** After how many seconds to try again, where the service says so. */
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: Problem, retryAfterSeconds?: number) {
    const fields = problem.errors?.map(({ field, message }) => `${field}: ${message}`).join('; ');
    super(`${problem.status} ${problem.title}: ${fields ?? problem.detail}`);
    this.code = problem.type.startsWith(URN) ? problem.type.slice(URN.length) : problem.type;
    this.status = problem.status;
    this.type = problem.type;
    this.title = problem.title;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
    this.requestId = problem.request_id;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Reads an answer's body as problem details; undefined when it is none. */
export function problemIn(body: unknown): Problem | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { type, status, title, detail } = body as Partial<Problem>;
  const isProblem =
    typeof type === 'string' &&
    typeof status === 'number' &&
    typeof title === 'string' &&
    typeof detail === 'string';
  return isProblem ? (body as Problem) : undefined;
}
