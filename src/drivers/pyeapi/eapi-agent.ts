import http from 'node:http';
import https from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import { limitConnectTime } from '../../time/connect-limit.js';
import { DeviceError } from '../device-error.js';

/** How an agent reaches its switch. */
export interface EapiAgentOptions {
  readonly transport: 'http' | 'https';
  /** Whether the certificate must be trusted and fit the host. */
  readonly verify: boolean;
  /** PEM text of authorities to trust instead of Node's own. */
  readonly ca: string | undefined;
  readonly connectTimeoutMs: number;
  /** Finds the switch's address, and judges it. */
  readonly lookup?: LookupFunction;
}

/** What node:http calls for a new connection; absent from the published types of Agent before Node 24. */
interface ConnectionMaker {
  createConnection(options: object, callback?: (error: Error | null) => void): Socket | undefined;
}

/**
 * The connection of one session: kept open between requests, one at a time. Its owner calls `destroy`.
 * A connection that does not stand in time is given up: axios' and Node's own time-outs count idle time only.
 */
export function eapiAgent(options: EapiAgentOptions): http.Agent {
  const { transport, verify, ca, connectTimeoutMs, lookup } = options;
  const isSecure = transport === 'https';
  const agent = isSecure
    ? new https.Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: verify, ca, lookup })
    : new http.Agent({ keepAlive: true, maxSockets: 1, lookup });
  const maker = agent as unknown as ConnectionMaker;
  const open = maker.createConnection.bind(agent);
  maker.createConnection = (request, callback) => {
    const socket = open(request, callback);
    const readyEvent = isSecure ? 'secureConnect' : 'connect';
    if (socket) limitConnectTime(socket, readyEvent, connectTimeoutMs, () => tooLate(connectTimeoutMs));
    return socket;
  };
  return agent;
}

function tooLate(connectTimeoutMs: number): DeviceError {
  return new DeviceError('ConnectionTimeout', `No connection to eAPI within ${connectTimeoutMs / 1_000} s`);
}
