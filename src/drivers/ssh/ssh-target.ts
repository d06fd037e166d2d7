import type { Credentials } from './ssh-login.js';

/** A host to log in to by SSH. */
export interface SshHop extends Credentials {
  readonly host: string;
  readonly port: number;
  /** `SHA256:...` of the only host key to accept; undefined leaves it to the host key policy. */
  readonly hostKeyFingerprint: string | undefined;
}

/** How a device is reached. */
export interface SshTarget extends SshHop {
  /** The host through which the device is reached; null when it is reached directly. */
  readonly jump: SshHop | null;
  /** TCP, key exchange and login, on the jump host and on the device together. */
  readonly connectTimeoutMs: number;
  readonly withLegacyAlgorithms: boolean;
  /** Milliseconds between signs of life on an idle connection; 0 for none. */
  readonly keepaliveMs: number;
}
