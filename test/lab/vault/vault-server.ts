import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A request as it came. */
export interface VaultCall {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

interface Options {
  /** Lease of the tokens that AppRole gives. */
  readonly leaseSeconds?: number;
  readonly secrets?: Readonly<Record<string, object>>;
}

/**
 * Answers as HashiCorp Vault's documented HTTP API does, as far as NetPulse asks: AppRole login, lookup and renewal of the
 * own token, reading of KV version 2. It is no Vault: none is packaged for the machines that run the tests.
 */
export class VaultServer {
  readonly roleId = 'role';
  readonly secretId = 'secret-id';
  readonly rootToken = 'root-token';
  readonly calls: VaultCall[] = [];
  /** Answers every request with this status while it is set. */
  failure: number | null = null;
  /** Does not answer at all while it is set. */
  isSilent = false;
  leaseSeconds: number;
  private readonly tokens = new Set<string>([this.rootToken]);

  private constructor(
    private readonly server: Server,
    private readonly secrets: Readonly<Record<string, object>>,
    leaseSeconds: number,
  ) {
    this.leaseSeconds = leaseSeconds;
  }

  static async start({ leaseSeconds = 3_600, secrets = {} }: Options = {}): Promise<VaultServer> {
    const server = createServer();
    const vault = new VaultServer(server, secrets, leaseSeconds);
    server.on('request', (request, response) => void vault.answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return vault;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The paths that were asked for, in order, without `/v1/`. */
  get paths(): string[] {
    return this.calls.map(({ path }) => path);
  }

  revokeTokens(): void {
    this.tokens.clear();
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').replace(/^\/v1\//, '');
    this.calls.push({ method: request.method ?? '', path, headers: request.headers });
    if (this.isSilent) return;
    const [status, body] =
      this.failure === null ? await this.judge(path, request) : [this.failure, { errors: [] }];
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  }

  private async judge(path: string, request: IncomingMessage): Promise<[number, object]> {
    if (path === 'auth/approle/login') return this.logIn((await json(request)) as Record<string, unknown>);
    const token = String(request.headers['x-vault-token']);
    if (!this.tokens.has(token)) return [403, { errors: [`permission denied for ${token}`] }];
    if (path === 'auth/token/lookup-self') return [200, { data: { ttl: this.leaseSeconds } }];
    if (path === 'auth/token/renew-self') return [200, this.lease(token)];
    const name = path.replace(/^secret\/data\//, '');
    if (name.endsWith('/forbidden'))
      return [403, { errors: ['1 error occurred:\n\t* permission denied\n\n'] }];
    const secret = this.secrets[name];
    if (!secret) return [404, { errors: [] }];
    return [200, { data: { data: secret, metadata: { version: 1, destroyed: false, deletion_time: '' } } }];
  }

  private logIn({ role_id: roleId, secret_id: secretId }: Record<string, unknown>): [number, object] {
    if (roleId !== this.roleId || secretId !== this.secretId)
      return [400, { errors: [`invalid role or secret ID: ${String(secretId)}`] }];
    const token = `hvs.${randomBytes(12).toString('hex')}`;
    this.tokens.add(token);
    return [200, this.lease(token)];
  }

  private lease(token: string): object {
    return { auth: { client_token: token, lease_duration: this.leaseSeconds, renewable: true } };
  }
}
