import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';

/** Within this the issuer has to answer. */
const TIMEOUT_MS = 5_000;
/** A new key of the issuer's is taken up after this at the latest; one that a token names and nobody knows, at once. */
const KEPT_MS = 600_000;
/** How often tokens that name unknown keys can make NetPulse ask the issuer. */
const COOLDOWN_MS = 30_000;

/** The issuer, or what it answers, is not as it should be: no token can be judged now. */
export class IssuerUnavailableError extends Error {
  readonly code = 'OIDC_ISSUER_UNAVAILABLE';
}

/** The public keys of an OpenID Connect issuer, found by its discovery document unless their place is given. */
export class IssuerKeys {
  private keySet: Promise<JWTVerifyGetKey> | undefined;

  constructor(
    private readonly issuer: string,
    private readonly jwksUrl: string | null,
  ) {}

  /** Finds the key that a token was signed with. Asks the issuer when it does not know it. */
  readonly find: JWTVerifyGetKey = async (header, token) => (await this.known())(header, token);

  private known(): Promise<JWTVerifyGetKey> {
    return (this.keySet ??= this.located().catch((error: unknown) => {
      this.keySet = undefined;
      throw error;
    }));
  }

  private async located(): Promise<JWTVerifyGetKey> {
    const url = this.jwksUrl ?? (await discoverJwksUrl(this.issuer));
    return createRemoteJWKSet(new URL(url), {
      timeoutDuration: TIMEOUT_MS,
      cacheMaxAge: KEPT_MS,
      cooldownDuration: COOLDOWN_MS,
    });
  }
}

/** OpenID Connect Discovery 1.0, 4: the document has to name the very issuer that it was asked for. */
async function discoverJwksUrl(issuer: string): Promise<string> {
  const document = await readDocument(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const { issuer: named, jwks_uri: url } = document as { issuer?: unknown; jwks_uri?: unknown };
  if (named !== issuer) throw new IssuerUnavailableError('The discovery document names another issuer');
  if (typeof url === 'string' && isSafe(url, issuer)) return url;
  throw new IssuerUnavailableError('The discovery document names no https jwks_uri');
}

/** Keys that anybody on the way could replace would vouch for nothing. */
function isSafe(url: string, issuer: string): boolean {
  return url.startsWith('https://') || new URL(issuer).origin === new URL(url).origin;
}

async function readDocument(url: string): Promise<object> {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const document: unknown = response.ok ? await response.json() : null;
    if (typeof document === 'object' && document !== null) return document;
  } catch (error) {
    throw new IssuerUnavailableError('The issuer does not answer', { cause: error });
  }
  throw new IssuerUnavailableError('The issuer has no discovery document');
}
