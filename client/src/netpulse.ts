import type { Input, Method, Output, PathOf, Schema } from './api-operations.js';
import { Api } from './api.js';
import { Deliveries } from './deliveries.js';
import { Jobs, type Job, type JobRequest, type SubmitOptions } from './jobs.js';
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from './retry-policy.js';
import { Transport, type CallOptions } from './transport.js';
import type { WaitOptions } from './wait.js';
import { Workers } from './workers.js';

const DEFAULT_TIMEOUT_MS = 30_000;
/** The longest that a test of a device may wait for its turn and take, each, s. */
const DEFAULT_DEVICE_TEST_SECONDS = 30;

export interface NetPulseOptions {
  /** Where the service is, such as `http://127.0.0.1:9000`, with the path that a proxy may have put before it. */
  readonly url: string;
  /** An API key, or an access token of the OpenID Connect issuer; or what gives one, asked before each attempt. */
  readonly apiKey: string | (() => string | Promise<string>);
  /** How long one attempt of a call may take, ms. Default: 30,000. */
  readonly timeoutMs?: number;
  /** When calls are repeated. Default: 3 times, waiting a minute at most before each. */
  readonly retries?: Partial<RetryPolicy>;
  /** Instead of the global one: for proxies, certificates, tests. */
  readonly fetch?: typeof fetch;
}

/**
 * A NetPulse service.
 *
 * A call that is refused with 429, or with 503 where repeating is safe, is repeated when `Retry-After` says. What submits
 * jobs sends an `Idempotency-Key`, so that it can be repeated when an answer is lost, too.
 */
export class NetPulse {
  readonly jobs: Jobs;
  readonly deliveries: Deliveries;
  readonly workers: Workers;
  private readonly api: Api;

  /** @throws TypeError for a URL that is none, or not http(s), or carries a login */
  constructor(options: NetPulseOptions) {
    const { apiKey, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
    this.api = new Api(
      new Transport({
        url: baseUrl(options.url),
        apiKey,
        timeoutMs,
        retries: { ...DEFAULT_RETRY_POLICY, ...options.retries },
        fetch: options.fetch ?? ((input, init) => fetch(input, init)),
      }),
    );
    this.jobs = new Jobs(this.api);
    this.deliveries = new Deliveries(this.api);
    this.workers = new Workers(this.api);
  }

  /**
   * Submits a job and waits for its end, however it ends: see its `status`.
   *
   * @throws ProblemError when it is refused
   * @throws WaitTimeoutError when it has not ended within `withinMs`; it goes on
   */
  async exec(request: JobRequest, options: SubmitOptions & WaitOptions = {}): Promise<Job> {
    const { idempotencyKey, ...wait } = options;
    const { withinMs: _wholeWait, ...call } = wait;
    const startedAt = performance.now();
    const keyed = idempotencyKey === undefined ? call : { ...call, idempotencyKey };
    const { id } = await this.jobs.submit(request, keyed);
    if (wait.withinMs === undefined) return this.jobs.wait(id, wait);
    const withinMs = Math.max(0, wait.withinMs - (performance.now() - startedAt));
    return this.jobs.wait(id, { ...wait, withinMs });
  }

  /** Logs in to a device and says how that went. Runs nothing there. */
  testDevice(
    request: Schema<'DeviceTestRequestDto'>,
    options?: CallOptions,
  ): Promise<Schema<'DeviceTestDto'>> {
    const heldMs = 2_000 * (request.timeout ?? DEFAULT_DEVICE_TEST_SECONDS);
    return this.api.call('post', '/device/test', { body: request }, { ...options, heldMs });
  }

  /** Any operation of the API: `call('get', '/webhooks/destinations', { query: { limit: 5 } })`. */
  call<M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    input: Input<M, P>,
    options?: CallOptions,
  ): Promise<Output<M, P>> {
    return this.api.call(method, path, input, options);
  }
}

function baseUrl(text: string): string {
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol)) throw new TypeError('The URL of NetPulse must be http or https');
  if (url.username !== '' || url.password !== '')
    throw new TypeError('The URL of NetPulse must carry no login: use apiKey');
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
