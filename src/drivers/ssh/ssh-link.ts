import type { Client } from 'ssh2';
import type { HostKeys } from './host-keys.js';
import { SshHops } from './ssh-hops.js';
import type { SshTarget } from './ssh-target.js';

/** A device that does not answer a goodbye within this time gets none. */
const CLOSE_TIMEOUT_MS = 500;

/**
 * A logged-in SSH connection to a device, with those to the jump hosts under it. Channels (shell, exec, subsystems) are
 * opened on its `client`.
 */
export class SshLink {
  private constructor(
    readonly client: Client,
    /** How the device's SSH server names itself (RFC 4253, 4.2: softwareversion), such as `Cisco-1.25`. */
    readonly remoteVersion: string | null,
    private readonly hops: SshHops,
  ) {}

  /**
   * Connects and logs in, checking the host keys on the way.
   *
   * @throws DeviceError of type ConnectionTimeout, ConnectionFailed, AuthenticationFailed, HostKeyMismatch or Aborted
   */
  static async open(target: SshTarget, hostKeys: HostKeys, signal: AbortSignal): Promise<SshLink> {
    const hops = new SshHops(target, hostKeys);
    return await hops.within(signal, async () => {
      const { client, remoteVersion } = await hops.logIn(target, await hops.tunnelTo(target));
      return new SshLink(client, remoteVersion, hops);
    });
  }

  /** Ends the connection at once. */
  destroy(): void {
    this.hops.destroy();
  }

  /** Says goodbye and ends the connection; resolves when it is gone. Only for a connection that is still open. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        this.destroy();
        resolve();
      }, CLOSE_TIMEOUT_MS);
      this.client.once('close', () => {
        clearTimeout(timer);
        resolve();
      });
      this.client.end();
    });
  }
}
