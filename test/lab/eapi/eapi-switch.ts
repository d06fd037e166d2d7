import http from 'node:http';
import https from 'node:https';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import type { Certificate } from '../webhook-receiver/certificates.js';
import { EosCommandLine, EosRefusal, EosState, type EosCommandTable } from './eos-commands.js';

export interface EapiSwitchOptions {
  /** Speaks TLS with it; without one, plain HTTP. */
  readonly certificate?: Certificate;
  readonly secret?: string | null;
  readonly commands?: EosCommandTable;
}

/** How the switch behaves; a test may change any of it at any time. */
export interface EapiBehavior {
  /** Answers every request with this status, and no JSON. */
  status: number | null;
  /** Answers with this text instead of JSON-RPC. */
  body: string | null;
  /** A request that holds this command is never answered, or its connection is cut. */
  hangAt: string | null;
  cutAt: string | null;
}

interface Cmd {
  readonly cmd: string;
  readonly input?: string;
}

interface RpcRequest {
  readonly id: unknown;
  readonly method: string;
  readonly params: { readonly cmds: readonly (string | Cmd)[]; readonly format: 'json' | 'text' };
}

const SHOW_VERSION = { modelName: 'vEOS-lab', version: '4.29.2F', serialNumber: 'LAB1' };

/**
 * An eAPI endpoint as Arista documents it, on loopback. It is a lab written for these tests, not EOS: requests, answers,
 * codes and config sessions follow the documentation; there is no switch behind it.
 */
export class EapiSwitch {
  readonly behavior: EapiBehavior = { status: null, body: null, hangAt: null, cutAt: null };
  readonly state: EosState;
  /** The commands of every request so far. */
  readonly requests: (readonly string[])[] = [];
  connectionCount = 0;
  port = 0;
  private readonly server: http.Server;
  private readonly sockets = new Set<Socket>();

  private constructor({ certificate, secret = null, commands = {} }: EapiSwitchOptions) {
    this.state = new EosState(secret, {
      'show version': { json: SHOW_VERSION, text: 'Arista vEOS-lab\nSoftware image version: 4.29.2F\n' },
      ...commands,
    });
    const serve: http.RequestListener = (request, response) => void this.serve(request, response);
    this.server = certificate ? https.createServer(certificate, serve) : http.createServer(serve);
    this.server.on('connection', (socket: Socket) => {
      this.connectionCount += 1;
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  static async start(options: EapiSwitchOptions = {}): Promise<EapiSwitch> {
    const device = new EapiSwitch(options);
    device.server.listen(0, '127.0.0.1');
    await once(device.server, 'listening');
    device.port = (device.server.address() as AddressInfo).port;
    return device;
  }

  /** Connections that are open now. */
  get openConnections(): number {
    return this.sockets.size;
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private async serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { status, body, hangAt, cutAt } = this.behavior;
    const refusal = status ?? refusalOf(request);
    if (refusal !== null) {
      response.writeHead(refusal, { Location: 'http://127.0.0.1:9/' }).end('no');
      return;
    }
    const rpc = JSON.parse(Buffer.concat(chunks).toString('utf8')) as RpcRequest;
    const cmds = rpc.params.cmds.map((cmd) => (typeof cmd === 'string' ? { cmd } : cmd));
    const texts = cmds.map(({ cmd }) => cmd);
    this.requests.push(texts);
    if (cutAt !== null && texts.includes(cutAt)) request.socket.destroy();
    if (hangAt !== null && texts.includes(hangAt)) return;
    response.setHeader('Content-Type', 'application/json');
    response.end(body ?? JSON.stringify({ jsonrpc: '2.0', id: rpc.id, ...this.execute(rpc, cmds) }));
  }

  private execute(rpc: RpcRequest, cmds: readonly Cmd[]): object {
    if (rpc.method !== 'runCmds') return { error: { code: -32601, message: 'Method not found' } };
    const line = new EosCommandLine(this.state, rpc.params.format);
    const result: object[] = [];
    for (const [index, { cmd, input }] of cmds.entries()) {
      try {
        result.push(line.run(cmd, input));
      } catch (error) {
        if (!(error instanceof EosRefusal)) throw error;
        const message = `CLI command ${index + 1} of ${cmds.length} '${cmd}' failed: invalid command`;
        return { error: { code: error.code, message, data: [...result, { errors: [error.message] }] } };
      }
    }
    return { result };
  }
}

function refusalOf({ url, headers }: http.IncomingMessage): number | null {
  const credentials = `Basic ${Buffer.from('admin:pwd123').toString('base64')}`;
  if (headers.authorization !== credentials) return 401;
  return url === '/command-api' ? null : 404;
}
