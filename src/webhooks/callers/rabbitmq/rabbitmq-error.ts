import { DeliveryError, type DeliveryErrorCode } from '../../delivery-error.js';
import { transportError } from '../../http/transport-error.js';

/** AMQP 0-9-1, 1.2: reply codes with a meaning of their own here. */
const CONNECTION_FORCED = 320;
const PRECONDITION_FAILED = 406;
/** amqplib has no code for these, only words. */
const CLOSED_BY_BROKER = /(?:closed|terminated) by server: (\d{3}) \([A-Z-]+\) with message "(.*)"$/s;
const REFUSED_VHOST = /^Expected ConnectionOpenOk; got <ConnectionClose/;
const BROKEN_OFF =
  /^(?:Socket closed abruptly|Unexpected close|channel closed|Channel (?:closed|ended)|Connection clos|Heartbeat timeout)/;

/** Says why a broker did not take a message. The broker's own words are the answer: they may name users and exchanges. */
export function rabbitmqError(error: unknown, origin: string): DeliveryError {
  if (!(error instanceof Error) || error instanceof DeliveryError) return transportError(error, origin);
  const [, code, words] = CLOSED_BY_BROKER.exec(error.message) ?? [];
  if (code !== undefined && words !== undefined) return closedByBroker(Number(code), words, origin);
  if (REFUSED_VHOST.test(error.message))
    return refusal('rejected', `${origin} has no such virtual host, or not for this user`, '');
  if (error.message === 'message nacked')
    return refusal('rejected', `${origin} could not store the message (basic.nack)`, '');
  if (error.message.startsWith('SASL mechanism'))
    return refusal('rejected', `${origin} takes no user and password (SASL PLAIN)`, '');
  if (BROKEN_OFF.test(error.message))
    return new DeliveryError('reset', `${origin} closed the connection before it confirmed the message`);
  if (isErrno(error)) return transportError(error, origin);
  return new DeliveryError('bad_answer', `${origin} answered something that is not AMQP 0-9-1`, null, {
    cause: error,
  });
}

/** The exchange had no queue for the message (basic.return). */
export function unroutable(words: string, origin: string): DeliveryError {
  return refusal(
    'unroutable',
    `${origin} has no queue for the message: no binding of the exchange matches`,
    words,
  );
}

function closedByBroker(code: number, words: string, origin: string): DeliveryError {
  if (code === CONNECTION_FORCED)
    return new DeliveryError('reset', `${origin} closed the connection before it confirmed the message`);
  if (code === PRECONDITION_FAILED && words.includes('message size'))
    return refusal('too_large', `${origin} takes no message of that size`, words);
  const [name = String(code)] = /^[A-Z_]+/.exec(words) ?? [];
  return refusal('rejected', `${origin} refused the message: ${name}`, words);
}

function refusal(code: DeliveryErrorCode, message: string, words: string): DeliveryError {
  return new DeliveryError(code, message, { statusCode: null, answer: words, retryAfter: null });
}

function isErrno(error: Error): boolean {
  return 'code' in error && typeof error.code === 'string';
}
