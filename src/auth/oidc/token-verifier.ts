import { Inject, Injectable, Logger } from '@nestjs/common';
import { errors, jwtVerify, type JWTPayload } from 'jose';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { LogLine } from '../../observability/log-line.js';
import { unauthorized, unavailable, type Problem } from '../../problems/problem.js';
import type { Actor } from '../actor.js';
import { scopeSet } from '../../scopes.js';
import { IssuerKeys, IssuerUnavailableError } from './issuer-keys.js';
import { rolesIn, scopesOf } from './role-scopes.js';

/** RFC 7515's form of a signed token. */
const TOKEN_FORM = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Asymmetric ones only: with `HS256` a public key, taken for a secret, would sign; with `none` nothing does. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
/** How far the issuer's clock may be off. */
const CLOCK_TOLERANCE_SECONDS = 30;
/** Verifying costs some 100 us of CPU, and a client sends the same token for minutes. */
const MOST_REMEMBERED = 1_000;
const REMEMBERED_MS = 60_000;
const RETRY_AFTER_SECONDS = 5;
const LONGEST_NAME = 200;

type OidcSettings = Pick<
  Settings,
  'oidcIssuer' | 'oidcAudience' | 'oidcJwksUrl' | 'oidcRolesClaim' | 'oidcRoleScopes'
>;

interface Remembered {
  readonly actor: Actor;
  readonly until: number;
}

/** Judges the access tokens (JWT) of the OpenID Connect issuer that the operator named. */
@Injectable()
export class TokenVerifier {
  private readonly logger = new Logger('Tokens');
  private readonly keys: IssuerKeys | null;
  /** By the digest of the token: the tokens themselves stay out of memory. */
  private complainedAt = -Infinity;
  private readonly remembered = new Map<string, Remembered>();

  constructor(@Inject(SETTINGS) private readonly settings: OidcSettings) {
    const { oidcIssuer, oidcJwksUrl } = settings;
    this.keys = oidcIssuer === null ? null : new IssuerKeys(oidcIssuer, oidcJwksUrl);
  }

  /** Whether a text may be a token for here, rather than a key. */
  accepts(text: string): boolean {
    return this.keys !== null && TOKEN_FORM.test(text);
  }

  /**
   * The actor whom a token vouches for; at once when it was verified a moment ago.
   *
   * @param digest of the token
   * @param requestId of the request that brought it, for the log
   * @throws Problem 401 when it does not, 503 when the issuer's keys cannot be had
   */
  actorOf(token: string, digest: string, requestId: string): Actor | Promise<Actor> {
    const known = this.remembered.get(digest);
    if (known && Date.now() < known.until) return known.actor;
    this.remembered.delete(digest);
    return this.verify(token, digest, requestId);
  }

  private async verify(token: string, digest: string, requestId: string): Promise<Actor> {
    const { keys } = this;
    if (!keys) throw unauthorized();
    const { oidcIssuer, oidcAudience } = this.settings;
    try {
      const { payload } = await jwtVerify(token, keys.find, {
        issuer: oidcIssuer ?? '',
        audience: [...oidcAudience],
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['exp', 'sub'],
      });
      const actor = this.toActor(payload);
      this.remember(digest, actor, payload.exp ?? 0);
      return actor;
    } catch (error) {
      throw this.refusal(error, requestId);
    }
  }

  private toActor(claims: JWTPayload): Actor {
    const { oidcRolesClaim, oidcRoleScopes } = this.settings;
    return {
      id: `oidc:${oneLine(claims.sub) ?? ''}`,
      name: nameIn(claims),
      scopes: scopeSet(scopesOf(rolesIn(claims, oidcRolesClaim), oidcRoleScopes)),
      networks: null,
    };
  }

  /** @param expiresAt seconds since the epoch */
  private remember(digest: string, actor: Actor, expiresAt: number): void {
    const [oldest] = this.remembered.keys();
    if (this.remembered.size >= MOST_REMEMBERED && oldest !== undefined) this.remembered.delete(oldest);
    const end = (expiresAt + CLOCK_TOLERANCE_SECONDS) * 1_000;
    this.remembered.set(digest, { actor, until: Math.min(end, Date.now() + REMEMBERED_MS) });
  }

  /** One line a minute, however many tokens come. */
  private complain(error: unknown, requestId: string): void {
    if (Date.now() - this.complainedAt < REMEMBERED_MS) return;
    this.complainedAt = Date.now();
    const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
    const text = `Tokens cannot be judged now: ${String(error)}${cause}`;
    this.logger.warn(new LogLine(text, { request_id: requestId }));
  }

  /** What the library says names claims and keys, never what they hold: it goes into the log for whoever sets this up. */
  private refusal(error: unknown, requestId: string): Problem {
    this.logger.debug(new LogLine(`A token was refused: ${String(error)}`, { request_id: requestId }));
    if (isIssuerTrouble(error)) {
      this.complain(error, requestId);
      return unavailable('The keys of the OpenID Connect issuer cannot be had now.', RETRY_AFTER_SECONDS);
    }
    if (error instanceof errors.JWTExpired) return unauthorized('The token has expired.', TOKEN_CHALLENGE);
    return unauthorized('The token is not valid here.', TOKEN_CHALLENGE);
  }
}

/** RFC 6750, 3.1 */
const TOKEN_CHALLENGE = 'Bearer error="invalid_token"';

function isIssuerTrouble(error: unknown): boolean {
  if (error instanceof IssuerUnavailableError) return true;
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return true;
  // The library's word for an answer other than 200, and fetch's own errors.
  return !(error instanceof errors.JOSEError) || error.code === 'ERR_JOSE_GENERIC';
}

/** Clients have no user name; a token of theirs names the client. */
function nameIn({ preferred_username: user, client_id: client, azp, sub }: JWTPayload): string {
  return [user, client, azp, sub].map(oneLine).find((name) => name !== undefined) ?? '';
}

/** Undefined for what is no text. */
function oneLine(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  return value.replace(/\p{Cc}/gu, '?').slice(0, LONGEST_NAME);
}
