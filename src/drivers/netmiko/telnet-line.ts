import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { HostKeys } from '../ssh/host-keys.js';
import { SshHops } from '../ssh/ssh-hops.js';
import type { SshWay } from '../ssh/ssh-target.js';

/** The connection under a telnet session: TCP, or a channel of the last jump host. */
export interface TelnetLine {
  readonly stream: Duplex;
  /** Ends it, and the connections to the jump hosts. */
  destroy(): void;
}

/** Where a device listens for telnet, and how to get there. */
export interface TelnetPlace {
  readonly host: string;
  readonly port: number;
  readonly way: SshWay;
}

/**
 * Begins to connect; through jump hosts it waits for the connection.
 *
 * @throws DeviceError that names the jump host, or of type ConnectionTimeout or Aborted
 */
export async function openTelnetLine(
  { host, port, way }: TelnetPlace,
  hostKeys: HostKeys,
  signal: AbortSignal,
): Promise<TelnetLine> {
  const hops = new SshHops(way, hostKeys);
  const tunnel = await hops.within(signal, () => hops.tunnelTo({ host, port }));
  if (tunnel) {
    return {
      stream: tunnel,
      destroy: () => {
        hops.destroy();
      },
    };
  }
  const socket = connect({ port, host, ...way.egress.optionsFor(host) });
  socket.setNoDelay(true);
  return {
    stream: socket,
    destroy: () => {
      socket.destroy();
    },
  };
}
