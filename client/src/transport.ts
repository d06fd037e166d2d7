import { delay, reasonOf } from './abortable.js';
import { ConnectionError, TimeoutError, UnexpectedAnswerError } from './netpulse-error.js';
import { ProblemError, problemIn } from './problem-error.js';
import { delayBefore, mayPass, retryAfterSeconds, type RetryPolicy } from './retry-policy.js';

/** How one call is made. */
export interface CallOptions {
  /** Ends the call, its waits and its repetitions. */
  readonly signal?: AbortSignal;
  /** How long one attempt may take, from the connection to the last byte, ms. */
  readonly timeoutMs?: number;
}

/** One request of the API. */
export interface ApiRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether sending it twice is the same as sending it once. */
  readonly isRepeatable: boolean;
  /** How long the service itself may hold its answer back, ms: added to the time-out. */
  readonly heldMs?: number;
}

export interface ApiAnswer {
  readonly body: unknown;
  readonly headers: Headers;
}

export interface TransportOptions {
  /** Without a slash at the end. */
  readonly url: string;
  readonly apiKey: string | (() => string | Promise<string>);
  readonly timeoutMs: number;
  readonly retries: RetryPolicy;
  readonly fetch: typeof fetch;
}

type Outcome =
  | { readonly answer: ApiAnswer }
  | { readonly error: Error; readonly retryInMs: number | undefined };

/** Sends requests, sends them again where that is safe, and makes errors of refusals. */
export class Transport {
  constructor(private readonly options: TransportOptions) {}

  /**
   * @throws ProblemError when the service refuses it
   * @throws ConnectionError, TimeoutError, UnexpectedAnswerError
   * @throws the signal's reason when it is aborted
   */
  async send(request: ApiRequest, options: CallOptions = {}): Promise<ApiAnswer> {
    const { maxRetries, maxDelayMs } = this.options.retries;
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.attempt(request, options, attempt);
      if ('answer' in outcome) return outcome.answer;
      const { error, retryInMs } = outcome;
      if (retryInMs === undefined || attempt > maxRetries || retryInMs > maxDelayMs) throw error;
      await delay(retryInMs, options.signal);
    }
  }

  private async attempt(request: ApiRequest, options: CallOptions, attempt: number): Promise<Outcome> {
    const { isRepeatable } = request;
    const { signal } = options;
    const timeoutMs = Math.ceil((options.timeoutMs ?? this.options.timeoutMs) + (request.heldMs ?? 0));
    const deadline = AbortSignal.timeout(timeoutMs);
    try {
      const response = await this.fetch(request, signal ? AbortSignal.any([signal, deadline]) : deadline);
      return outcomeOf(response, await response.text(), isRepeatable, attempt);
    } catch (error) {
      if (signal?.aborted) throw reasonOf(signal);
      const what = `${request.method} ${request.path.replace(/\?.*/, '')}`;
      const failure = deadline.aborted
        ? new TimeoutError(`${what}: no answer within ${timeoutMs} ms`, { cause: error })
        : new ConnectionError(`${what}: no answer from ${this.options.url}`, { cause: error });
      return { error: failure, retryInMs: isRepeatable ? delayBefore(attempt, undefined) : undefined };
    }
  }

  private async fetch({ method, path, body, headers }: ApiRequest, signal: AbortSignal): Promise<Response> {
    const { url, apiKey, fetch } = this.options;
    const key = typeof apiKey === 'string' ? apiKey : await apiKey();
    return fetch(url + path, {
      method,
      headers: {
        Accept: 'application/json',
        Authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // The key is for this service, not for wherever it might point to.
      redirect: 'error',
      signal,
    });
  }
}

function outcomeOf(response: Response, text: string, isRepeatable: boolean, attempt: number): Outcome {
  const { headers, status } = response;
  const body = parsed(text);
  if (response.ok && body !== NOT_JSON) return { answer: { body, headers } };
  const seconds = retryAfterSeconds(headers);
  const problem = problemIn(body);
  const error = problem
    ? new ProblemError(problem, seconds)
    : new UnexpectedAnswerError(`An answer that is not NetPulse's: status ${status}`, status);
  return { error, retryInMs: mayPass(status, isRepeatable) ? delayBefore(attempt, seconds) : undefined };
}

const NOT_JSON = Symbol('not JSON');

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return NOT_JSON;
  }
}
