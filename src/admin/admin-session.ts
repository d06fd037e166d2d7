import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { actorOf, setActor, type Actor } from '../auth/actor.js';
import { Authenticator, credentialOf } from '../auth/authenticator.js';
import { expectScope } from '../auth/scope-missing.js';
import { Problem, unauthorized } from '../problems/problem.js';
import { Sealer, UnsealError, type Sealed } from '../secrets/sealer.js';

const COOKIE = 'netpulse_admin';
/** A working day. */
const LIFETIME_SECONDS = 8 * 3_600;
const MS_PER_SECOND = 1_000;
const UNAUTHORIZED = 401;
const CONTEXT = 'admin session';

interface SessionData {
  /** The key or token itself: one that is revoked or expires ends its sessions with it. */
  readonly credential: string;
  readonly until: number;
}

/**
 * Lets a browser open pages that it can send no header to. The cookie holds the key, sealed, so no process keeps a session.
 * No script reads it (HttpOnly), no other site has it sent along (SameSite=Strict), and it opens pages that only show.
 */
@Injectable()
export class AdminSession {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly sealer: Sealer,
  ) {}

  /** The cookie for whoever makes this request, which has been let through. */
  begin(request: FastifyRequest): string {
    const credential = credentialOf(request.headers);
    if (credential === undefined) throw unauthorized();
    const data: SessionData = { credential, until: Date.now() + LIFETIME_SECONDS * MS_PER_SECOND };
    const value = Buffer.from(this.sealer.seal(data, CONTEXT), 'base64').toString('base64url');
    return cookie(value, LIFETIME_SECONDS, request);
  }

  /** The cookie that ends a session in the browser. */
  end(request: FastifyRequest): string {
    return cookie('', 0, request);
  }

  /**
   * Finds out who asks, by session or by key, for whoever counts or records requests. Of a stranger nothing is known.
   *
   * @throws Problem 503 when that cannot be found out
   */
  async identify(request: FastifyRequest): Promise<void> {
    try {
      setActor(request, await this.authenticate(request));
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== UNAUTHORIZED) throw error;
    }
  }

  /** @throws Problem 401 without a session, or a key; 403 when it has not the scope admin */
  async expectAdmin(request: FastifyRequest): Promise<void> {
    expectScope(actorOf(request) ?? (await this.authenticate(request)), ['admin']);
  }

  private async authenticate({ headers, id }: FastifyRequest): Promise<Actor> {
    const credential = credentialOf(headers) ?? this.credentialIn(headers.cookie);
    if (credential === undefined) throw unauthorized();
    return this.authenticator.authenticate({ headers: { 'x-api-key': credential }, id });
  }

  private credentialIn(cookies: string | undefined): string | undefined {
    const value = new RegExp(`(?:^|; ?)${COOKIE}=([\\w-]+)`).exec(cookies ?? '')?.[1];
    if (value === undefined) return undefined;
    try {
      const sealed = Buffer.from(value, 'base64url').toString('base64') as Sealed<SessionData>;
      const { credential, until } = this.sealer.open(sealed, CONTEXT);
      return until > Date.now() ? credential : undefined;
    } catch (error) {
      if (error instanceof UnsealError) return undefined;
      throw error;
    }
  }
}

function cookie(value: string, maxAgeSeconds: number, { protocol }: FastifyRequest): string {
  const secure = protocol === 'https' ? '; Secure' : '';
  return `${COOKIE}=${value}; Path=/admin; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure}`;
}
