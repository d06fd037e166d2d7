import {
  verifySignature,
  type SignatureVerdict,
  type VerificationKey,
} from '../../webhooks/signature/verification.js';
import { readBody, type Body } from './body.js';
import { headerOf, type Header, type IncomingWebhook } from './incoming-webhook.js';
import { latencyOf, type Latency } from './latency.js';
import { maskHeader, maskPath } from './masking.js';

/** How many webhooks are remembered to know a second one by its id. */
const REMEMBERED_IDS = 10_000;

/** A webhook with all that is to be said about it; credentials are masked. */
export interface Inspection {
  readonly number: number;
  readonly at: Date;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly Header[];
  readonly body: Body;
  readonly bodyBytes: number;
  readonly signature: SignatureVerdict;
  readonly latency: Latency | undefined;
  /** The number of the first webhook with the same webhook-id. */
  readonly duplicateOf: number | undefined;
}

/** Looks webhooks over, one after the other. */
export class Inspector {
  private readonly firstById = new Map<string, number>();

  constructor(private readonly keys: readonly VerificationKey[]) {}

  inspect(webhook: IncomingWebhook): Inspection {
    const { number, at, method, path, headers } = webhook;
    const id = headerOf(webhook, 'webhook-id');
    const timestamp = headerOf(webhook, 'webhook-timestamp');
    const signature = headerOf(webhook, 'webhook-signature');
    const body = readBody(webhook.body);
    return {
      number,
      at,
      method,
      path: maskPath(path),
      headers: headers.map(maskHeader),
      body,
      bodyBytes: webhook.body.length,
      signature: verifySignature(
        { id, timestamp, signature, body: webhook.body },
        this.keys,
        Math.floor(at.getTime() / 1_000),
      ),
      latency: latencyOf(at, body, timestamp),
      duplicateOf: id === undefined ? undefined : this.firstOf(id, number),
    };
  }

  private firstOf(id: string, number: number): number | undefined {
    const first = this.firstById.get(id);
    if (first !== undefined) return first;
    this.firstById.set(id, number);
    const [oldest] = this.firstById.keys();
    if (this.firstById.size > REMEMBERED_IDS && oldest !== undefined) this.firstById.delete(oldest);
    return undefined;
  }
}
