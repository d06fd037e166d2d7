import { DeviceError } from '../device-error.js';

/** No words of the library reach a user: they quote communities, and carry keys. So there is no cause either. */
export function noAnswer(isSecure: boolean): DeviceError {
  return new DeviceError(
    'ConnectionTimeout',
    isSecure
      ? 'No answer: The device does not answer SNMP requests'
      : 'No answer: The device does not answer SNMP requests; agents are silent also when the community is wrong',
  );
}

export function authenticationFailed(why: string): DeviceError {
  return new DeviceError('AuthenticationFailed', `Authentication failed: ${why}`);
}

export function aborted(): DeviceError {
  return new DeviceError('Aborted', 'Aborted: The job was stopped before the device was done');
}

export function unexpectedAnswer(what: string): DeviceError {
  return new DeviceError('UnexpectedOutput', `Unexpected answer: ${what}`);
}

const SOCKET_FAULTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Connection refused: No SNMP agent listens on that UDP port',
  EHOSTUNREACH: 'Host unreachable: Unable to reach the device',
  ENETUNREACH: 'Network unreachable: Unable to reach the device',
  ENOTFOUND: 'Host name not found: Unable to reach the device',
  EAI_AGAIN: 'Host name lookup failed: Unable to reach the device',
};

export function socketFault(fault: NodeJS.ErrnoException): DeviceError {
  if (fault instanceof DeviceError) return fault;
  const known = fault.code === undefined ? undefined : SOCKET_FAULTS[fault.code];
  return new DeviceError('ConnectionFailed', known ?? `Connection failed: ${fault.code ?? fault.name}`);
}

/** The agent understood a request and refused it (RFC 3416, 3: error-status). */
export class SnmpRefusal extends Error {}
