import type { ClientChannel } from 'ssh2';
import { DeviceError } from '../device-error.js';
import { connectionClosed, connectionTimeout } from '../ssh/ssh-errors.js';
import type { SshLink } from '../ssh/ssh-link.js';
import type { NetconfTransport } from './netconf-client.js';

/** The `netconf` subsystem of a device (RFC 6242, 3), on an SSH connection of its own. */
export class SshSubsystem implements NetconfTransport {
  private isClosed = false;

  private constructor(
    private readonly link: SshLink,
    private readonly channel: ClientChannel,
  ) {}

  /** @throws DeviceError of type ConnectionFailed, when the device has no such subsystem, or ConnectionTimeout */
  static open(link: SshLink, timeoutMs: number): Promise<SshSubsystem> {
    return new Promise((resolve, reject: (fault: DeviceError) => void) => {
      const timer = setTimeout(() => reject(connectionTimeout()), timeoutMs);
      link.client.once('close', () => {
        clearTimeout(timer);
        reject(connectionClosed());
      });
      link.client.subsys('netconf', (fault, channel) => {
        clearTimeout(timer);
        if (fault) reject(noSubsystem(fault));
        else resolve(new SshSubsystem(link, channel));
      });
    });
  }

  listen(onData: (bytes: Buffer) => void, onClose: () => void): void {
    const close = (): void => {
      if (this.isClosed) return;
      this.isClosed = true;
      this.link.destroy();
      onClose();
    };
    this.channel.on('data', onData);
    // Nothing reads what the subsystem logs; unread, it would fill the window and stop the session.
    this.channel.stderr.resume();
    this.channel.once('close', close);
    this.link.client.once('close', close);
    this.link.client.on('error', close);
  }

  write(text: string): void {
    if (!this.isClosed) this.channel.write(text);
  }

  destroy(): void {
    this.link.destroy();
  }

  async close(): Promise<void> {
    if (!this.isClosed) await this.link.close();
  }
}

function noSubsystem(fault: Error): DeviceError {
  return new DeviceError(
    'ConnectionFailed',
    'No NETCONF: The device offers no NETCONF subsystem on this port (its port is usually 830)',
    { cause: fault },
  );
}
