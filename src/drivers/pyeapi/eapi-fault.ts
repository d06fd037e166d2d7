import { DeviceError } from '../device-error.js';

const NAME_CODES = /^(ENOTFOUND|EAI_|ENODATA)/;
const RESET_CODES = /^(ECONNRESET|EPIPE|ECONNABORTED)$/;
/** OpenSSL's verdicts on a certificate (X509_V_ERR_*), as Node names them. */
const CERTIFICATE_CODES =
  /^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_(CA|PURPOSE)|PATH_LENGTH_|CRL_|HOSTNAME_MISMATCH|ERROR_IN_CERT)/;

/**
 * Says why an exchange with a switch failed. The original is not kept as cause: axios' errors hold the request, and with it
 * the password.
 *
 * @param place scheme, host and port
 */
export function exchangeFault(error: unknown, place: string): DeviceError {
  const known = deviceErrorIn(error);
  if (known) return known;
  const { code, message, syscall } = factsOf(error);
  const failed = (text: string): DeviceError => new DeviceError('ConnectionFailed', text);
  if (NAME_CODES.test(code) || syscall === 'getaddrinfo')
    return failed(`The name in ${place} cannot be resolved (${code})`);
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return failed(`The certificate of ${place} is for another name (${code})`);
  if (CERTIFICATE_CODES.test(code)) return failed(`The certificate of ${place} is not trusted (${code})`);
  if (/^(ERR_SSL_|ERR_TLS_|EPROTO$)/.test(code))
    return failed(`No TLS connection to ${place}: ${tlsReason(message)} (${code})`);
  if (syscall === 'connect') {
    const type = code === 'ETIMEDOUT' ? 'ConnectionTimeout' : 'ConnectionFailed';
    return new DeviceError(type, `No connection to ${place} (${code})`);
  }
  if (/maxContentLength/.test(message))
    return new DeviceError('UnexpectedOutput', `The answer of ${place} is too large`);
  if (code.startsWith('HPE_')) return failed(`${place} answered something that is not HTTP (${code})`);
  if (RESET_CODES.test(code))
    return new DeviceError(
      'SessionLost',
      `${place} closed the connection before its answer was complete (${code})`,
    );
  return new DeviceError('SessionLost', `The exchange with ${place} failed (${code || 'no code'})`);
}

/** What an HTTP status other than 200 means; undefined for 200. */
export function statusFault(status: number, place: string): DeviceError | undefined {
  if (status === 200) return undefined;
  if (status === 401)
    return new DeviceError('AuthenticationFailed', `${place} refused the user name or the password`);
  if (status === 403)
    return new DeviceError('AuthenticationFailed', `${place} does not let this user use eAPI (403)`);
  if (status === 404)
    return new DeviceError('ConnectionFailed', `There is no eAPI at ${place}/command-api (404)`);
  return new DeviceError('ConnectionFailed', `eAPI of ${place} answered with HTTP status ${status}`);
}

function tlsReason(message: string): string {
  if (/wrong version number|packet length too long/.test(message))
    return 'it does not speak TLS; is its transport http?';
  if (/protocol version|unsupported protocol/.test(message))
    return 'it speaks only versions of TLS that are too old';
  if (/handshake failure/.test(message)) return 'no cipher that both sides take';
  return 'the handshake failed';
}

function deviceErrorIn(error: unknown): DeviceError | undefined {
  if (error instanceof DeviceError) return error;
  return error instanceof Error && error.cause !== undefined ? deviceErrorIn(error.cause) : undefined;
}

/** Node tries all addresses of a name (RFC 8305) and tells an error for each; axios wraps what it got. */
function factsOf(error: unknown): { code: string; message: string; syscall: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return factsOf(error.errors[0]);
  if (!(error instanceof Error)) return { code: '', message: '', syscall: '' };
  if (error.cause instanceof Error) return factsOf(error.cause);
  const { code = '', message, syscall = '' } = error as NodeJS.ErrnoException;
  return { code, message, syscall };
}
