import type { ClientRequest } from 'node:http';
import { connectionTimes } from './connection-times.js';

/** How an HTTP exchange went, as far as it got: on record for the user, so without anything secret. */
export interface ExchangeRecord {
  /** The address dialled; null when none was. */
  readonly address: string | null;
  /** Whether a connection of an earlier attempt was used, which needed no DNS, connecting and TLS any more. */
  readonly isReused: boolean;
  /** How long each step took, in milliseconds; null for a step that there was none of, or that did not end. */
  readonly dnsMs: number | null;
  readonly connectMs: number | null;
  readonly tlsMs: number | null;
  /** From the attempt's begin until the answer's status and headers were in, in milliseconds; null when they never were. */
  readonly firstByteMs: number | null;
  /** What was sent, with everything that may be a secret masked. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Where an HTTP client notes how an attempt goes, so that it is known however the attempt ends. Costs two references
 * and a clock reading on the way; the rest is worked out when the record is asked for.
 */
export class ExchangeTrace {
  private request: ClientRequest | undefined;
  private headers: Readonly<Record<string, string>> = {};
  private firstByteAt: number | null = null;

  /** @param begin when the attempt began, of performance.now() */
  constructor(private readonly begin = performance.now()) {}

  /** @param headers as they may be shown */
  sends(headers: Readonly<Record<string, string>>): void {
    this.headers = headers;
  }

  /** The request that carries them; called again when it is made once more on a new connection. */
  goesBy(request: ClientRequest): void {
    this.request = request;
  }

  /** The answer's headers are in. */
  isAnswered(): void {
    this.firstByteAt = performance.now();
  }

  /** Null when nothing was tried to be sent over HTTP. */
  record(): ExchangeRecord | null {
    const { request, firstByteAt, headers } = this;
    if (!request) return null;
    // Null until the agent has given it one, which it never has when the address is refused.
    const { socket }: { socket: object | null } = request;
    const times = socket ? connectionTimes(socket) : undefined;
    const isReused = request.reusedSocket;
    return {
      address: times?.address ?? null,
      isReused,
      dnsMs: isReused ? null : rounded(times?.dnsMs),
      connectMs: isReused ? null : rounded(times?.connectMs),
      tlsMs: isReused ? null : rounded(times?.tlsMs),
      firstByteMs: firstByteAt === null ? null : rounded(firstByteAt - this.begin),
      headers,
    };
  }
}

const TENTHS = 10;

function rounded(ms: number | null | undefined): number | null {
  return ms === null || ms === undefined ? null : Math.round(ms * TENTHS) / TENTHS;
}
