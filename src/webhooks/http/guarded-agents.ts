import { Inject, Injectable, Optional, type OnApplicationShutdown } from '@nestjs/common';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { rootCertificates, type TLSSocket } from 'node:tls';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { EgressBlockedError, EgressPolicy } from '../egress/egress-policy.js';
import { guardedLookup } from '../egress/guarded-lookup.js';
import { limitWebhookConnect } from './connection-deadline.js';
import { timeConnection } from './connection-times.js';
import { ProxiedConnections, type ConnectionOptions } from './proxied-connections.js';
import { parseProxy } from './proxy-tunnel.js';

/**
 * An unused connection is closed after this, or after what the destination's Keep-Alive header says, before the other side
 * does: Node, Apache and uvicorn close theirs after 5 s, others keep them longer.
 */
const IDLE_SOCKET_MS = 4_000;
const MAX_IDLE_SOCKETS_PER_DESTINATION = 256;

/** Injection token of certificate authorities (PEM texts) to trust besides Node's own; optional. */
export const TRUSTED_AUTHORITIES = Symbol('TRUSTED_AUTHORITIES');

type SocketCallback = (error: Error | null, stream?: Duplex) => void;

/**
 * The agents through which every webhook leaves: one pair for the process, since a new Agent a call halves throughput.
 * They know of no proxy but the one in NETPULSE_WEBHOOK_PROXY: one from the environment would dial past the policy.
 */
@Injectable()
export class GuardedAgents implements OnApplicationShutdown {
  private readonly pooled: AgentPair;
  private readonly fresh: AgentPair;

  constructor(
    policy: EgressPolicy,
    @Optional() @Inject(TRUSTED_AUTHORITIES) authorities: readonly string[] = [],
    @Optional() @Inject(SETTINGS) { webhookProxy }: Pick<Settings, 'webhookProxy'> = { webhookProxy: null },
  ) {
    const lookup = guardedLookup(policy);
    const proxied =
      webhookProxy === null ? undefined : new ProxiedConnections(parseProxy(webhookProxy), lookup);
    const way: WayOut = { policy, lookup, proxied };
    const trust = authorities.length === 0 ? {} : { ca: [...rootCertificates, ...authorities] };
    const pooling = {
      keepAlive: true,
      timeout: IDLE_SOCKET_MS,
      maxFreeSockets: MAX_IDLE_SOCKETS_PER_DESTINATION,
    };
    this.pooled = agentPair(way, { ...pooling, ...trust });
    this.fresh = agentPair(way, { keepAlive: false, ...trust });
  }

  /** The agent that reuses connections. */
  forProtocol(protocol: string): http.Agent {
    return protocol === 'https:' ? this.pooled.https : this.pooled.http;
  }

  /** The agent that opens a new connection for every request. */
  freshForProtocol(protocol: string): http.Agent {
    return protocol === 'https:' ? this.fresh.https : this.fresh.http;
  }

  onApplicationShutdown(): void {
    for (const agents of [this.pooled, this.fresh]) {
      agents.http.destroy();
      agents.https.destroy();
    }
  }
}

interface AgentPair {
  readonly http: http.Agent;
  readonly https: https.Agent;
}

interface WayOut {
  readonly policy: EgressPolicy;
  readonly lookup: LookupFunction;
  readonly proxied: ProxiedConnections | undefined;
}

function agentPair(way: WayOut, options: https.AgentOptions): AgentPair {
  return {
    http: guarded(new http.Agent(options), way, 'connect'),
    https: guarded(new https.Agent(options), way, 'secureConnect'),
  };
}

type MakerOptions = ConnectionOptions & { lookup?: LookupFunction; socket?: Socket };

/** What node:http calls for a new connection; absent from the published types of Agent before Node 24. */
interface ConnectionMaker {
  createConnection(options: MakerOptions, callback?: SocketCallback): Socket | undefined;
}

/**
 * Puts the policy in front of an agent's connections: a literal address is judged before the socket exists, a name's
 * addresses in its lookup, and whatever was dialled once more when the connection stands.
 */
function guarded<A extends http.Agent>(
  agent: A,
  { policy, lookup, proxied }: WayOut,
  readyEvent: 'connect' | 'secureConnect',
): A {
  const maker = agent as unknown as ConnectionMaker;
  const open = maker.createConnection.bind(agent);
  const secure = (options: MakerOptions) => (tunnel: Socket) =>
    open({ ...options, socket: tunnel }) as TLSSocket;
  maker.createConnection = (options, callback) => {
    const fault = isIP(options.host ?? '') === 0 ? undefined : faultOf(policy, options.host);
    if (fault) {
      callback?.(fault);
      return undefined;
    }
    if (proxied) {
      proxied.open(options, readyEvent === 'secureConnect' ? secure(options) : undefined).then(
        (socket) => callback?.(null, socket),
        (error: unknown) => callback?.(error instanceof Error ? error : new Error(String(error))),
      );
      return undefined;
    }
    const socket = open({ ...options, lookup }, callback);
    if (!socket) return undefined;
    timeConnection(socket);
    limitWebhookConnect(socket, readyEvent);
    socket.once('connect', () => {
      const refusal = faultOf(policy, socket.remoteAddress);
      if (refusal) socket.destroy(refusal);
    });
    return socket;
  };
  return agent;
}

function faultOf(policy: EgressPolicy, address = ''): EgressBlockedError | undefined {
  const verdict = policy.judge(address);
  return verdict.isAllowed ? undefined : new EgressBlockedError(verdict.rule);
}
