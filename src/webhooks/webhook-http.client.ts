import { HttpService } from '@nestjs/axios';
import { Injectable } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import type { CallContext, Receipt } from './base-webhook-caller.js';
import { DeliveryError, type FailedAnswer } from './delivery-error.js';
import { httpUrl } from './destination.js';
import { Answer } from './http/answer.js';
import type { TracedRequestConfig } from './http/node-http.adapter.js';
import { requestHeaders } from './http/request-headers.js';
import { shownHeaders } from './http/shown-headers.js';
import { transportError } from './http/transport-error.js';
import { signatureHeaders } from './signature/signature.js';

/** What a caller wants sent. */
export interface OutgoingMessage {
  /** Sent byte for byte when it is a Buffer, as UTF-8 when a string, as JSON when an object. */
  readonly body: Buffer | string | object;
  /** Headers of the caller's own; they win over the user's. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Sends one HTTP request to a webhook's destination, with the webhook's method, headers, cookies and authentication,
 * signed when the webhook has a secret. Every method carries the body: the event is what a webhook is for.
 *
 * Guarded: the address dialled obeys the egress policy, redirects are not followed, environment proxies are ignored,
 * at most 64 KiB of the answer are read. The caller's signal is the deadline of the whole exchange.
 */
@Injectable()
export class WebhookHttpClient {
  constructor(private readonly http: HttpService) {}

  /**
   * Resolves when the destination answered 2xx and the answer was read.
   *
   * @throws DeliveryError for anything else
   */
  async send(
    context: Pick<CallContext, 'webhook' | 'deliveryId' | 'signal' | 'trace' | 'traceparent'>,
    message: OutgoingMessage,
  ): Promise<Receipt> {
    const { webhook, signal, trace, traceparent } = context;
    const destination = httpUrl(webhook.url).origin;
    if (signal.aborted) throw failure(signal, signal.reason, destination);
    const body = bytesOf(message.body);
    const tracing: Record<string, string> = traceparent === undefined ? {} : { traceparent };
    const added = { ...tracing, ...message.headers, ...signature(context, body) };
    const headers = requestHeaders(webhook, added);
    trace?.sends(shownHeaders(headers, added, webhook));
    const request: TracedRequestConfig = {
      url: webhook.url,
      method: webhook.method,
      fields: Object.entries(headers).flat(),
      data: body,
      signal,
      trace,
    };
    const response = await this.http.axiosRef.request<IncomingMessage>(request).catch((error: unknown) => {
      throw failure(signal, error, destination);
    });
    const answer = new Answer(response.data);
    const answered = (): FailedAnswer => ({
      statusCode: response.status,
      answer: answer.text,
      retryAfter: response.data.headers['retry-after'] ?? null,
    });
    try {
      await answer.read();
    } catch (error) {
      const { code, message, cause } = failure(signal, error, destination);
      throw new DeliveryError(code, message, answered(), { cause });
    }
    const { status } = response;
    if (status >= 200 && status < 300) return { statusCode: status, answer: answer.text };
    if (status >= 300 && status < 400) {
      throw new DeliveryError(
        'redirect',
        `${destination} answered ${status}: redirects are not followed`,
        answered(),
      );
    }
    throw new DeliveryError('http_status', `${destination} answered ${status}`, answered());
  }
}

function bytesOf(body: Buffer | string | object): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

function signature(
  { webhook: { secrets }, deliveryId: id }: Pick<CallContext, 'webhook' | 'deliveryId'>,
  body: Buffer,
): Record<string, string> {
  if (secrets.length === 0) return {};
  return signatureHeaders({ id, timestampSeconds: Math.floor(Date.now() / 1_000), body }, secrets);
}

/** Whoever ended the attempt knows why; the broken connection is only how it showed. */
function failure(signal: AbortSignal, error: unknown, destination: string): DeliveryError {
  if (!signal.aborted) return transportError(error, destination);
  return signal.reason instanceof DeliveryError
    ? signal.reason
    : new DeliveryError('aborted', `The attempt at ${destination} was ended before its answer was complete`);
}
