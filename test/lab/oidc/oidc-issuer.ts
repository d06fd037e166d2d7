import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

const RESOURCE = 'urn:netpulse';
const SECRET = 'a-secret-of-32-characters-at-least';

interface IssuerOptions {
  /** Clients, and the roles that their tokens name. */
  readonly clients: Readonly<Record<string, readonly string[]>>;
  readonly audience: string;
}

/** A real OpenID Connect issuer (oidc-provider) on loopback, whose clients get JWT access tokens for themselves. */
export class OidcIssuer {
  /** By which each client gets its tokens. */
  readonly clientSecret = SECRET;

  private constructor(
    private readonly server: Server,
    readonly url: string,
    private readonly privateKey: CryptoKey,
    private readonly audience: string,
  ) {}

  static async start({ clients, audience }: IssuerOptions): Promise<OidcIssuer> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const provider = new Provider(url, {
      clients: Object.keys(clients).map((id) => ({
        client_id: id,
        client_secret: SECRET,
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      })),
      jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: 'lab', use: 'sig', alg: 'RS256' }] },
      features: {
        clientCredentials: { enabled: true },
        devInteractions: { enabled: false },
        resourceIndicators: {
          enabled: true,
          defaultResource: () => RESOURCE,
          getResourceServerInfo: () => ({
            scope: '',
            audience,
            accessTokenFormat: 'jwt',
            accessTokenTTL: 300,
            jwt: { sign: { alg: 'RS256' } },
          }),
        },
      },
      extraTokenClaims: (_context, token) => ({
        realm_access: { roles: [...(clients[token.clientId ?? ''] ?? [])] },
      }),
    });
    const answer = provider.callback();
    server.on('request', (request, response) => void answer(request, response));
    return new OidcIssuer(server, url, privateKey, audience);
  }

  /** The token that the issuer gives a client (RFC 6749, 4.4). */
  async tokenFor(client: string): Promise<string> {
    const response = await fetch(`${this.url}/token`, {
      method: 'POST',
      headers: { Authorization: `Basic ${Buffer.from(`${client}:${SECRET}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const { access_token: token } = (await response.json()) as { access_token?: string };
    if (token === undefined) throw new Error(`The issuer gave no token: ${response.status}`);
    return token;
  }

  /** A token signed with the issuer's own key whose claims are right but for these. */
  sign(claims: JWTPayload, header: { alg?: string; kid?: string } = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1_000);
    const right = { iss: this.url, aud: this.audience, sub: 'somebody', iat: now, exp: now + 300 };
    return new SignJWT({ ...right, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'lab', ...header })
      .sign(this.privateKey);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
