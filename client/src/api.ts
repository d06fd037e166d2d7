import {
  pathAndQuery,
  type AnyInput,
  type Input,
  type Method,
  type Output,
  type PathOf,
} from './api-operations.js';
import type { ApiAnswer, CallOptions, Transport } from './transport.js';

const IDEMPOTENCY_KEY = 'Idempotency-Key';
const KEY_BYTES = 16;

/** What the call itself has to know, besides what it sends. */
interface Manner extends CallOptions {
  /** Sends an Idempotency-Key, made once for all attempts, unless the input has one: so it may be repeated. */
  readonly isKeyed?: boolean;
  readonly heldMs?: number;
}

/** Any operation of the OpenAPI document, typed by it. */
export class Api {
  constructor(private readonly transport: Transport) {}

  /** @throws as {@link Transport.send} does */
  async call<M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    input: Input<M, P>,
    manner: Manner = {},
  ): Promise<Output<M, P>> {
    const { body } = await this.answer(
      method,
      pathAndQuery(path, input as AnyInput),
      input as AnyInput,
      manner,
    );
    return body as Output<M, P>;
  }

  /** A page of a list, and where the next one is: a path with its query. */
  async page<T>(
    path: string,
    options: CallOptions,
  ): Promise<{ items: readonly T[]; next: string | undefined }> {
    const { body, headers } = await this.answer('get', path, {}, options);
    const next = /<([^>]*)>;\s*rel="next"/.exec(headers.get('link') ?? '')?.[1];
    return { items: body as readonly T[], next };
  }

  private answer(method: Method, path: string, input: AnyInput, manner: Manner): Promise<ApiAnswer> {
    const { isKeyed = false, heldMs, ...options } = manner;
    const headers = isKeyed ? { [IDEMPOTENCY_KEY]: newKey(), ...input.headers } : (input.headers ?? {});
    const request = {
      method: method.toUpperCase(),
      path,
      body: input.body,
      headers,
      isRepeatable: method === 'get' || IDEMPOTENCY_KEY in headers,
      ...(heldMs === undefined ? {} : { heldMs }),
    };
    return this.transport.send(request, options);
  }
}

/** Not randomUUID(): a browser has that on https pages only. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
