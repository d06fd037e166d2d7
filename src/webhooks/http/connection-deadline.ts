import type { Socket } from 'node:net';
import { limitConnectTime } from '../../time/connect-limit.js';
import { DeliveryError } from '../delivery-error.js';

/** A destination that has not finished DNS, TCP and TLS by then will not: longer timeouts are for slow answers. */
export const CONNECT_TIMEOUT_MS = 10_000;

/** @param readyEvent what tells that the socket can carry a request */
export function limitWebhookConnect(
  socket: Socket,
  readyEvent: 'connect' | 'secureConnect',
  timeoutMs = CONNECT_TIMEOUT_MS,
): void {
  limitConnectTime(socket, readyEvent, timeoutMs, () => tooLate(timeoutMs));
}

function tooLate(timeoutMs: number): DeliveryError {
  return new DeliveryError('connect', `No connection to the webhook's destination within ${timeoutMs} ms`);
}
