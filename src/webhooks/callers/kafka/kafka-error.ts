import kafkajs from 'kafkajs';
import { DeliveryError, type DeliveryErrorCode } from '../../delivery-error.js';
import { transportError } from '../../http/transport-error.js';

// Node finds these two names by no named import: kafkajs is CommonJS and spreads its errors into its exports.
const { KafkaJSError, KafkaJSProtocolError } = kafkajs;

const SIZE_TYPES = ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE'];
/** kafkajs' errors of connections, by name: not all of their classes are exported. */
const CONNECTION_ERRORS = ['KafkaJSConnectionError', 'KafkaJSBrokerNotFound', 'KafkaJSConnectionClosedError'];
const AUTHENTICATION_ERRORS = ['KafkaJSSASLAuthenticationError', 'KafkaJSUnsupportedSaslMechanismError'];

/**
 * Says why a broker did not take a message.
 *
 * @param socketFault what went wrong with a socket last, if anything did
 */
export function kafkaError(thrown: unknown, origin: string, socketFault: Error | undefined): DeliveryError {
  const error = rootOf(thrown);
  if (socketFault instanceof DeliveryError) return socketFault;
  if (error instanceof KafkaJSProtocolError) {
    if (SIZE_TYPES.includes(error.type))
      return refusal('too_large', `${origin} takes no message of that size`, error.message);
    return refusal('rejected', `${origin} refused the message: ${error.type}`, error.message);
  }
  if (!(error instanceof KafkaJSError)) return transportError(error, origin);
  if (AUTHENTICATION_ERRORS.includes(error.name))
    return refusal('rejected', `${origin} refused the user or the password`, error.message);
  if (!CONNECTION_ERRORS.includes(error.name))
    return refusal('rejected', `${origin} did not take the message: ${error.name}`, error.message);
  if (socketFault) return transportError(socketFault, origin);
  return new DeliveryError('reset', `${origin} closed the connection before it confirmed the message`);
}

/** kafkajs wraps what made it give up. */
function rootOf(error: unknown): unknown {
  if (!(error instanceof KafkaJSError)) return error;
  const { cause } = error as { cause?: unknown };
  return cause instanceof KafkaJSError ? rootOf(cause) : error;
}

function refusal(code: DeliveryErrorCode, message: string, words: string): DeliveryError {
  return new DeliveryError(code, message, { statusCode: null, answer: words, retryAfter: null });
}
