import { DeviceError } from '../device-error.js';

/** @param shown fingerprint and type of what the host shows; `known` what was expected */
export function hostKeyMismatch(host: string, shown: string, known: readonly string[]): DeviceError {
  return new DeviceError(
    'HostKeyMismatch',
    `Host key mismatch: ${host} shows ${shown}, but known is ${known.join(', ')}. ` +
      'It was replaced, or somebody stands between; no password was sent',
  );
}

export function hostKeyRevoked(host: string, shown: string): DeviceError {
  return new DeviceError(
    'HostKeyMismatch',
    `Host key revoked: ${host} shows ${shown}, which the known hosts file revokes; no password was sent`,
  );
}

/** Only where the policy is `strict`. */
export function hostKeyUnknown(host: string, shown: string): DeviceError {
  return new DeviceError(
    'HostKeyUnknown',
    `Host key unknown: ${host} shows ${shown}, and the known hosts file does not have it; no password was sent`,
  );
}

export function knownHostsUnusable(cause: unknown): DeviceError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
  return new DeviceError(
    'ConnectionFailed',
    `Host key not checked: The known hosts file cannot be read or written (${code})`,
    { cause },
  );
}
