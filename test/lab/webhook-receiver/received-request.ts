import type { IncomingHttpHeaders } from 'node:http';

/** A request as the receiver got it. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Names and values in turn, with case and order as they came. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  /** When its last byte was read, ms since the epoch. */
  readonly at: number;
  /** Number of the connection it came on, from 1. */
  readonly connection: number;
}

/** The body as text. */
export function textOf(request: ReceivedRequest): string {
  return request.body.toString('utf8');
}
