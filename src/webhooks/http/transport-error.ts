import { DeliveryError, type DeliveryErrorCode } from '../delivery-error.js';

const NAME_CODES = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME', 'ENODATA', 'ETIMEOUT'];
const RESET_CODES = ['ECONNRESET', 'EPIPE', 'ECONNABORTED'];
/** OpenSSL's verdicts on a certificate (X509_V_ERR_*), as Node names them. */
const CERTIFICATE_CODES =
  /^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_(CA|PURPOSE)|PATH_LENGTH_|CRL_|HOSTNAME_MISMATCH|ERROR_IN_CERT)/;
const TLS_CODES = /^(ERR_SSL_|ERR_TLS_|EPROTO$)/;
/** What Node's codes and OpenSSL's words mean. */
const TLS_REASONS: readonly (readonly [sign: RegExp, reason: string])[] = [
  [/ERR_TLS_CERT_ALTNAME_INVALID/, 'its certificate is for another name'],
  [/ERR_TLS_HANDSHAKE_BROKEN/, 'it closed the connection in the handshake'],
  [/wrong version number|packet length too long/, 'it does not speak TLS; is its URL http?'],
  [/protocol version|unsupported protocol/, 'it speaks only versions of TLS that are too old'],
  [/certificate required/, 'it demands a certificate of the client'],
];

/** The destination closed the connection in the middle of the TLS handshake; Node calls that ECONNRESET like any other end. */
export class BrokenHandshakeError extends Error {
  readonly code = 'ERR_TLS_HANDSHAKE_BROKEN';

  constructor(cause: Error) {
    super('The connection was closed in the TLS handshake', { cause });
  }
}

/**
 * Says in one sentence, without the URL's path or anything secret, why an exchange with a destination failed.
 *
 * @param destination scheme, host and port
 */
export function transportError(error: unknown, destination: string): DeliveryError {
  const known = findDeliveryError(error);
  if (known) return known;
  const cause = firstOf(error);
  const { code = '', syscall = '' } = cause;
  const told = (kind: DeliveryErrorCode, message: string): DeliveryError =>
    new DeliveryError(kind, message, null, { cause });

  if (syscall === 'getaddrinfo' || NAME_CODES.includes(code)) {
    return told('dns', `The name in ${destination} cannot be resolved (${code})`);
  }
  if (CERTIFICATE_CODES.test(code))
    return told('tls', `The certificate of ${destination} is not trusted (${code})`);
  if (TLS_CODES.test(code))
    return told(
      'tls',
      `No TLS connection to ${destination}: ${tlsReason(`${code} ${cause.message}`) ?? code}`,
    );
  if (syscall === 'connect') return told('connect', `No connection to ${destination} (${code})`);
  if (code.startsWith('HPE_'))
    return told('bad_answer', `${destination} answered something that is not HTTP (${code})`);
  if (RESET_CODES.includes(code))
    return told('reset', `${destination} closed the connection before its answer was complete`);
  return told('connect', `The exchange with ${destination} failed (${code === '' ? cause.name : code})`);
}

function tlsReason(text: string): string | undefined {
  return TLS_REASONS.find(([sign]) => sign.test(text))?.[1];
}

function findDeliveryError(error: unknown): DeliveryError | undefined {
  if (error instanceof DeliveryError) return error;
  if (error instanceof Error && error.cause !== undefined) return findDeliveryError(error.cause);
  return undefined;
}

/** Node tries all addresses of a name (RFC 8305) and rejects with an error for each. */
function firstOf(error: unknown): NodeJS.ErrnoException {
  if (error instanceof AggregateError && error.errors.length > 0) return firstOf(error.errors[0]);
  return error instanceof Error ? error : new Error(String(error));
}
