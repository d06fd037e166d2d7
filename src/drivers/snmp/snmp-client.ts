import snmp, { type Session, type User, type Varbind } from 'net-snmp';
import type { SetType, SnmpAssignment } from './snmp-assignment.js';
import type { SnmpBinding } from './snmp-binding.js';
import { bindingOf } from './snmp-varbind.js';
import {
  aborted,
  authenticationFailed,
  noAnswer,
  SnmpRefusal,
  socketFault,
  unexpectedAnswer,
} from './snmp-errors.js';
import { provideDes } from './snmp-des.js';
import type { DeviceEgress } from '../device-egress.js';
import { UdpSocket } from './udp-socket.js';

/** Whom to ask, and with what credentials. */
export interface SnmpTarget {
  readonly host: string;
  readonly port: number;
  readonly egress: DeviceEgress;
  /** One try. */
  readonly timeoutMs: number;
  readonly retries: number;
  readonly context: string;
  readonly credentials: { readonly community: string } | { readonly user: SnmpUser };
}

export interface SnmpUser {
  readonly name: string;
  readonly auth?: { readonly protocol: AuthProtocol; readonly key: string };
  readonly priv?: { readonly protocol: PrivProtocol; readonly key: string };
}

export const AUTH_PROTOCOLS = ['md5', 'sha', 'sha224', 'sha256', 'sha384', 'sha512'] as const;
/** Blumenthal's (aes256b) and Reeder's (aes256r, Cisco's) ways to stretch a key for AES-256 differ; neither is a standard. */
export const PRIV_PROTOCOLS = ['des', 'aes', 'aes256b', 'aes256r'] as const;
export type AuthProtocol = (typeof AUTH_PROTOCOLS)[number];
export type PrivProtocol = (typeof PRIV_PROTOCOLS)[number];

provideDes();

type Answer = (error: Error | null, varbinds?: (Varbind | Varbind[])[]) => void;

const TYPES: Readonly<Record<SetType, number>> = {
  i: snmp.ObjectType.Integer,
  u: snmp.ObjectType.Gauge,
  c: snmp.ObjectType.Counter,
  t: snmp.ObjectType.TimeTicks,
  a: snmp.ObjectType.IpAddress,
  o: snmp.ObjectType.OID,
  s: snmp.ObjectType.OctetString,
  x: snmp.ObjectType.OctetString,
  d: snmp.ObjectType.OctetString,
};

/** Asks one agent, one request at a time. net-snmp is met here and in the reading of its varbinds only. */
export class SnmpClient {
  private isClosed = false;
  private onFault: (fault: Error) => void = () => {};

  private constructor(
    private readonly session: Session,
    private readonly isSecure: boolean,
  ) {}

  /** @throws DeviceError of type ConnectionFailed when the host's name leads nowhere */
  static async open(target: SnmpTarget): Promise<SnmpClient> {
    let onFault: (fault: Error) => void = () => {};
    const socket = await UdpSocket.open(target, (fault) => onFault(fault));
    const client = new SnmpClient(openSession(target, socket), 'user' in target.credentials);
    onFault = (fault) => client.onFault(fault);
    return client;
  }

  get isOpen(): boolean {
    return !this.isClosed;
  }

  get(oids: readonly string[], signal: AbortSignal): Promise<SnmpBinding[]> {
    return this.request((answer) => this.session.get([...oids], answer), signal);
  }

  getNext(oids: readonly string[], signal: AbortSignal): Promise<SnmpBinding[]> {
    return this.request((answer) => this.session.getNext([...oids], answer), signal);
  }

  /** Up to `repetitions` values that follow `oid`. */
  getBulk(oid: string, repetitions: number, signal: AbortSignal): Promise<SnmpBinding[]> {
    return this.request((answer) => this.session.getBulk([oid], 0, repetitions, answer), signal);
  }

  /** All or none: the agent sets the variables as if at once (RFC 3416, 4.2.5). */
  set(assignments: readonly SnmpAssignment[], signal: AbortSignal): Promise<SnmpBinding[]> {
    const varbinds = assignments.map(({ oid, type, value }) => ({ oid, type: TYPES[type], value }));
    return this.request((answer) => this.session.set(varbinds, answer), signal);
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.session.close();
  }

  private async request(send: (answer: Answer) => void, signal: AbortSignal): Promise<SnmpBinding[]> {
    if (signal.aborted || this.isClosed) throw aborted();
    const onAbort = (): void => this.onFault(aborted());
    try {
      return await new Promise((resolve, reject) => {
        this.onFault = reject;
        signal.addEventListener('abort', onAbort, { once: true });
        send((error, varbinds = []) => {
          if (error) reject(this.describe(error));
          else resolve(varbinds.flat().map(bindingOf));
        });
      });
    } catch (error) {
      // A late answer must not be taken for that of the next request, and a timer must not outlive its request.
      if (!(error instanceof SnmpRefusal)) this.close();
      throw error;
    } finally {
      this.onFault = () => {};
      signal.removeEventListener('abort', onAbort);
    }
  }

  private describe(fault: Error): Error {
    if (fault.name === 'RequestTimedOutError') return noAnswer(this.isSecure);
    if (fault instanceof snmp.RequestFailedError) return new SnmpRefusal(fault.message);
    if (fault instanceof snmp.ResponseInvalidError) return describeInvalid(fault);
    return isSystemFault(fault)
      ? socketFault(fault)
      : unexpectedAnswer('it is not an SNMP message that makes sense');
  }
}

function isSystemFault(fault: Error): fault is NodeJS.ErrnoException {
  return 'syscall' in fault;
}

function describeInvalid(fault: Error & { readonly code: number }): Error {
  const { ECouldNotDecrypt, EAuthFailure } = snmp.ResponseInvalidCode;
  if (fault.code === ECouldNotDecrypt) return authenticationFailed('The privacy key or protocol is wrong');
  if (fault.code !== EAuthFailure) return unexpectedAnswer('it does not fit the request');
  const report = REPORTS.find(([words]) => fault.message.startsWith(words));
  return authenticationFailed(report?.[1] ?? 'The device and NetPulse do not share the authentication key');
}

/** What agents report of requests that they do not take (RFC 3414, 3.2), in net-snmp's words and ours. */
const REPORTS: readonly (readonly [string, string])[] = [
  ['Unsupported Security Level', 'The user may not ask at this security level'],
  ['Not In Time Window', "The agent's clock and boot count do not fit"],
  ['Unknown User Name', 'The device knows no such user'],
  ['Unknown Engine ID', "The agent's engine ID does not fit"],
  ['Wrong Digest', 'The authentication key or protocol is wrong'],
  ['Decryption Error', 'The privacy key or protocol is wrong'],
];

function openSession({ credentials, ...target }: SnmpTarget, socket: UdpSocket): Session {
  const { timeoutMs: timeout, retries, port, context } = target;
  const options = { timeout, retries, port, context, dgramModule: { createSocket: () => socket } };
  const session =
    'user' in credentials
      ? snmp.createV3Session(target.host, userOf(credentials.user), { ...options, version: snmp.Version3 })
      : snmp.createSession(target.host, credentials.community, { ...options, version: snmp.Version2c });
  // A datagram that is no SNMP message is no answer: the request goes on waiting.
  session.on('error', () => {});
  if ('user' in credentials) requireSecurity(session, credentials.user);
  return session;
}

/** RFC 3412, 7.2.13: an answer has the security level of its request. net-snmp leaves that to us. */
function requireSecurity(session: Session, { auth, priv }: SnmpUser): void {
  const accept = session.onSimpleGetResponse.bind(session);
  session.onSimpleGetResponse = (request, message) => {
    if ((auth && !message.hasAuthentication()) || (priv && !message.hasPrivacy())) {
      request.responseCb(new snmp.ResponseInvalidError('less secure', snmp.ResponseInvalidCode.EAuthFailure));
    } else accept(request, message);
  };
}

function userOf({ name, auth, priv }: SnmpUser): User {
  const { noAuthNoPriv, authNoPriv, authPriv } = snmp.SecurityLevel;
  if (!auth) return { name, level: noAuthNoPriv };
  const authenticated = { name, authProtocol: snmp.AuthProtocols[auth.protocol], authKey: auth.key };
  if (!priv) return { ...authenticated, level: authNoPriv };
  const { protocol, key } = priv;
  return { ...authenticated, level: authPriv, privProtocol: snmp.PrivProtocols[protocol], privKey: key };
}
