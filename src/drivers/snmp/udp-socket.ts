import { createSocket, type Socket } from 'node:dgram';
import type { DeviceEgress } from '../device-egress.js';
import { socketFault } from './snmp-errors.js';

/** Where the device is, and who judges the address that its name leads to. */
export interface UdpPlace {
  readonly host: string;
  readonly port: number;
  readonly egress: DeviceEgress;
}

type Listener = (...values: never[]) => void;

/**
 * A UDP socket that is connected: the kernel drops datagrams of others than the device, and tells when nothing listens on
 * its port. It has what net-snmp asks of a socket, which knows only unconnected ones.
 */
export class UdpSocket {
  private constructor(private readonly socket: Socket) {}

  /**
   * @param onFault called when the device's host says that nobody listens
   * @throws DeviceError of type ConnectionFailed when there is no such host, or it may not be reached
   */
  static async open({ host, port, egress }: UdpPlace, onFault: (fault: Error) => void): Promise<UdpSocket> {
    try {
      const { address, family } = await egress.addressOf(host);
      const socket = createSocket(family === 6 ? 'udp6' : 'udp4');
      await new Promise<void>((resolve, reject) => {
        socket.once('error', reject);
        socket.connect(port, address, () => {
          socket.off('error', reject);
          resolve();
        });
      });
      socket.on('error', (fault) => onFault(socketFault(fault)));
      return new UdpSocket(socket);
    } catch (error) {
      throw socketFault(error as NodeJS.ErrnoException);
    }
  }

  on(event: string, listener: Listener): this {
    if (event !== 'error') this.socket.on(event, listener as (...values: unknown[]) => void);
    return this;
  }

  send(
    bytes: Buffer,
    offset: number,
    length: number,
    _port: number,
    _address: string,
    callback: (error: Error | null) => void,
  ): void {
    this.socket.send(bytes, offset, length, callback);
  }

  ref(): void {
    this.socket.ref();
  }

  unref(): void {
    this.socket.unref();
  }

  close(): void {
    this.socket.close();
  }
}
