import {
  AxiosHeaders,
  type AxiosRequestConfig,
  type AxiosResponse,
  type InternalAxiosRequestConfig,
} from 'axios';
import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { DeliveryError } from '../delivery-error.js';
import { httpUrl } from '../destination.js';
import type { ExchangeTrace } from './exchange-trace.js';
import type { GuardedAgents } from './guarded-agents.js';
import { BrokenHandshakeError } from './transport-error.js';

/** A request that tells how it goes. */
export interface TracedRequestConfig extends AxiosRequestConfig<Buffer> {
  trace: ExchangeTrace | undefined;
  /** Headers as they are written, name after value after name: axios would merge `headers` three times over. */
  fields: string[];
}

type Config = InternalAxiosRequestConfig<Buffer> & Partial<Pick<TracedRequestConfig, 'trace' | 'fields'>>;

/** Those of the answer are in its stream. axios would make another copy of them. */
const NO_HEADERS = new AxiosHeaders();

/**
 * An axios adapter straight on node:http. axios' own one costs twice the CPU of a whole request (redirects, proxies,
 * progress, decompression: nothing that a webhook may have), which is most of a delivery's price.
 *
 * Takes from the config `url`, `method`, `fields` or else `headers`, `data` (a Buffer, sent as it is), `signal` and `trace`;
 * answers with the response's stream, which has the answer's headers. A kept connection that breaks before an answer is
 * replaced once by a new one, where the destination cannot take the request for two (RFC 9110, 9.2.2).
 */
export function nodeHttpAdapter(agents: GuardedAgents) {
  return async (config: Config): Promise<AxiosResponse<http.IncomingMessage>> => {
    const url = httpUrl(config.url ?? '');
    try {
      return await exchange(config, url, agents.forProtocol(url.protocol));
    } catch (error) {
      if (!(error instanceof StaleConnectionError)) throw error;
      return exchange(config, url, agents.freshForProtocol(url.protocol));
    }
  };
}

/** A kept connection broke before any byte of the answer, and the request may be made once more. */
class StaleConnectionError extends Error {}

const STALE_CODES = ['ECONNRESET', 'EPIPE'];
/** RFC 9110, 9.2.2: to do it twice is to do it once. */
const IDEMPOTENT_METHODS = ['GET', 'PUT', 'DELETE'];
/** By which receivers know a delivery that comes twice (Standard Webhooks). */
const ID_HEADER = 'webhook-id';

function exchange(
  config: Config,
  url: Readonly<URL>,
  agent: http.Agent,
): Promise<AxiosResponse<http.IncomingMessage>> {
  const { signal, trace, data = Buffer.alloc(0) } = config;
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request({
      agent,
      host: unbracketed(url.hostname),
      port: url.port,
      path: url.pathname + url.search,
      method: config.method?.toUpperCase(),
      headers: headerList(config, url, data.length),
    });
    trace?.goesBy(request);
    let isSent = false;
    const send = (): void => {
      if (request.destroyed) return;
      isSent = true;
      request.end(data);
    };
    request.once('socket', () => (request.reusedSocket ? afterOneRound(send) : send()));
    let answer: http.IncomingMessage | undefined;
    const abort = (): void => {
      request.destroy(
        new DeliveryError('aborted', 'The attempt was ended before the destination had answered'),
      );
    };
    signal?.addEventListener?.('abort', abort);
    request.once('close', () => {
      signal?.removeEventListener?.('abort', abort);
    });
    request.once('response', (response) => {
      trace?.isAnswered();
      answer = response;
      resolve({
        data: response,
        status: response.statusCode ?? 0,
        statusText: response.statusMessage ?? '',
        headers: NO_HEADERS,
        config,
        request,
      });
    });
    request.once('upgrade', (response: http.IncomingMessage, socket: Socket) => {
      socket.destroy();
      const statusCode = response.statusCode ?? 101;
      const answered = { statusCode, answer: '', retryAfter: null };
      reject(new DeliveryError('bad_answer', 'The destination wanted to switch protocols', answered));
    });
    // Stays for the request's whole life. Once the answer has begun, its stream would say of a malformed body only that
    // the connection was closed: Node closes it.
    request.on('error', (error: NodeJS.ErrnoException) => {
      answer?.destroy(error);
      const isBroken = STALE_CODES.includes(error.code ?? '');
      if (isBroken && request.reusedSocket && (!isSent || mayComeTwice(config)))
        reject(new StaleConnectionError());
      else if (isBroken && isInHandshake(request)) reject(new BrokenHandshakeError(error));
      else reject(error);
    });
  });
}

/** A close that has come in while this thread was busy is read in the next round of the event loop: before anything is sent. */
function afterOneRound(work: () => void): void {
  setImmediate(() => setImmediate(work));
}

/** Whether a request that was sent may be sent again, although the destination may have worked on it. */
function mayComeTwice({ method = 'GET', fields = [] }: Config): boolean {
  if (IDEMPOTENT_METHODS.includes(method.toUpperCase())) return true;
  return fields.some((field, index) => index % 2 === 0 && field.toLowerCase() === ID_HEADER);
}

function isInHandshake(request: http.ClientRequest): boolean {
  const socket = request.socket as (TLSSocket & { secureConnecting?: boolean }) | null;
  return socket?.secureConnecting === true;
}

/** A flat list is written as it is; an object would be copied header by header. */
function headerList({ fields, headers }: Config, url: Readonly<URL>, length: number): string[] {
  // axios puts a Content-Type of its own among the headers.
  const given = fields ?? Object.entries(headers).flatMap(([name, value]) => [name, String(value)]);
  return ['Host', url.host, 'Content-Length', String(length), ...given];
}

function unbracketed(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}
