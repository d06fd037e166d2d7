import { DeviceError } from '../device-error.js';

/** What Node and ssh2 add to an error. */
interface SshFault extends Error {
  readonly code?: string;
  readonly level?: string;
}

const BY_CODE: Readonly<Record<string, readonly [DeviceError['type'], string]>> = {
  ECONNREFUSED: ['ConnectionFailed', 'Connection refused: Unable to connect to device'],
  ETIMEDOUT: ['ConnectionTimeout', 'Connection timeout: Unable to connect to device'],
  EHOSTUNREACH: ['ConnectionFailed', 'Host unreachable: Unable to connect to device'],
  EHOSTDOWN: ['ConnectionFailed', 'Host unreachable: Unable to connect to device'],
  ENETUNREACH: ['ConnectionFailed', 'Network unreachable: Unable to connect to device'],
  ENOTFOUND: ['ConnectionFailed', 'Host name not found: Unable to connect to device'],
  EAI_AGAIN: ['ConnectionFailed', 'Host name lookup failed: Unable to connect to device'],
  ECONNRESET: ['ConnectionFailed', 'Connection reset: Unable to connect to device'],
  EPIPE: ['ConnectionFailed', 'Connection reset: Unable to connect to device'],
};

export function connectionTimeout(): DeviceError {
  return new DeviceError('ConnectionTimeout', 'Connection timeout: Unable to connect to device');
}

export function authenticationFailed(options?: ErrorOptions): DeviceError {
  return new DeviceError(
    'AuthenticationFailed',
    'Authentication failed: The device refused the username, password or key',
    options,
  );
}

export function connectionClosed(): DeviceError {
  return new DeviceError(
    'ConnectionFailed',
    'Connection closed: The device ended the connection before login',
  );
}

/** Says in one sentence why a connection did not come about. */
export function connectFault(fault: SshFault): DeviceError {
  if (fault instanceof DeviceError) return fault;
  const cause = { cause: fault };
  if (fault.level === 'client-timeout') return connectionTimeout();
  if (fault.level === 'client-authentication') return authenticationFailed(cause);
  const known = fault.code === undefined ? undefined : BY_CODE[fault.code];
  if (known) return new DeviceError(known[0], known[1], cause);
  if (/no matching/i.test(fault.message)) {
    return new DeviceError(
      'ConnectionFailed',
      `No common SSH algorithm: ${algorithmFault(fault.message)}`,
      cause,
    );
  }
  if (/before handshake|lost before/i.test(fault.message)) return connectionClosed();
  return new DeviceError('ConnectionFailed', `Connection failed: ${fault.message}`, cause);
}

function algorithmFault(message: string): string {
  const what = /no matching (.+)/i.exec(message)?.[1] ?? 'algorithm';
  return `The device and NetPulse share no ${what}`;
}

/** A private key that cannot be used; ssh2's message tells why and never quotes the key. */
export function unusableKey(fault: Error): DeviceError {
  const why = fault.message.replace(/^Cannot parse privateKey: /, '');
  return new DeviceError('AuthenticationFailed', `Private key not usable: ${why}`, { cause: fault });
}

export function aborted(): DeviceError {
  return new DeviceError('Aborted', 'Aborted: The job was stopped before the device was done');
}

export function sessionLost(expected: string, options?: ErrorOptions): DeviceError {
  return new DeviceError('SessionLost', `Session lost: The device ended the session ${expected}`, options);
}

/** What went wrong on the way through a jump host. */
export function jumpFault(host: string, error: unknown): DeviceError {
  const fault = error instanceof DeviceError ? error : connectFault(error as SshFault);
  return new DeviceError(fault.type, `Jump host ${host}: ${fault.message}`, { cause: error });
}
