import { isIP, type LookupFunction, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { CONNECT_TIMEOUT_MS, limitWebhookConnect } from './connection-deadline.js';
import { noteConnection, type ConnectionTimes } from './connection-times.js';
import { openTunnel, type Proxy } from './proxy-tunnel.js';

/** What node:http asks for when it needs a connection. */
export interface ConnectionOptions {
  readonly host?: string;
  readonly port?: number | string;
}

/** The first addresses of a name that are tried: one may be of a family that the proxy has no way to. */
const MOST_ADDRESSES = 4;

/** Makes connections through a proxy: looks the name up here, has its addresses judged, and lets the proxy dial one of them. */
export class ProxiedConnections {
  constructor(
    private readonly proxy: Proxy,
    /** Judges the addresses of a name. */
    private readonly lookup: LookupFunction,
  ) {}

  /**
   * @param secure begins TLS inside the tunnel; absent for plain HTTP
   * @throws DeliveryError when no address may be dialled, or the proxy reaches none
   */
  async open(options: ConnectionOptions, secure?: (tunnel: Socket) => TLSSocket): Promise<Socket> {
    const { host = '', port = 0 } = options;
    const times: ConnectionTimes = { address: null, dnsMs: null, connectMs: null, tlsMs: null };
    const lookupBegin = performance.now();
    const addresses = await this.addressesOf(host);
    const begin = performance.now();
    if (isIP(host) === 0) times.dnsMs = begin - lookupBegin;
    const tunnel = await this.tunnel(addresses, Number(port), times);
    const connected = performance.now();
    times.connectMs = connected - begin;
    const socket = secure ? secure(tunnel) : tunnel;
    noteConnection(socket, times);
    if (secure) {
      limitWebhookConnect(socket, 'secureConnect');
      socket.once('secureConnect', () => (times.tlsMs = performance.now() - connected));
    }
    return socket;
  }

  private async tunnel(addresses: readonly string[], port: number, times: ConnectionTimes): Promise<Socket> {
    const signal = AbortSignal.timeout(CONNECT_TIMEOUT_MS);
    let failure: unknown;
    for (const address of addresses) {
      times.address = address;
      try {
        return await openTunnel(this.proxy, { address, port }, signal);
      } catch (error) {
        failure ??= error;
      }
    }
    throw failure;
  }

  private addressesOf(host: string): Promise<string[]> {
    if (isIP(host) !== 0) return Promise.resolve([host]);
    return new Promise((resolve, reject) => {
      this.lookup(host, { all: true }, (error, found) => {
        if (error) reject(error);
        else
          resolve(
            [found]
              .flat()
              .map((entry) => (typeof entry === 'string' ? entry : entry.address))
              .slice(0, MOST_ADDRESSES),
          );
      });
    });
  }
}
