import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { unauthorized } from '../problems/problem.js';
import { nameOf, ROOT, type Actor } from './actor.js';
import { ApiKey } from './api-key.js';
import { KeyRing } from './keys/key-ring.js';
import { isExpired, KEY_FORM } from './keys/key-record.js';
import { TokenVerifier } from './oidc/token-verifier.js';

/** Says who makes a request, by `X-API-KEY: <key>` or `Authorization: Bearer <key or token>`. */
@Injectable()
export class Authenticator {
  constructor(
    private readonly rootKey: ApiKey,
    private readonly keys: KeyRing,
    private readonly tokens: TokenVerifier,
  ) {}

  /**
   * The actor; at once where nothing has to be asked for him.
   *
   * @throws Problem 401 when the key or token is missing, wrong or expired; 503 when that cannot be found out
   */
  authenticate({ headers, id }: Pick<FastifyRequest, 'headers' | 'id'>): Actor | Promise<Actor> {
    const text = credentialOf(headers);
    if (text === undefined) throw unauthorized();
    const digest = createHash('sha256').update(text).digest();
    if (this.rootKey.matches(digest)) return ROOT;
    if (this.tokens.accepts(text)) return this.tokens.actorOf(text, digest.toString('hex'), id);
    if (!KEY_FORM.test(text)) throw unauthorized();
    return this.holderOf(digest.toString('hex'));
  }

  private async holderOf(digest: string): Promise<Actor> {
    const key = await this.keys.find(digest);
    if (!key) throw unauthorized();
    if (isExpired(key.record, Date.now()))
      throw unauthorized('The API key has expired.', 'Bearer', { refusedActor: nameOf(key.actor) });
    return key.actor;
  }
}

/** The key or token that a request brings, if any. */
export function credentialOf(headers: IncomingHttpHeaders): string | undefined {
  const header = headers['x-api-key'];
  if (typeof header === 'string') return header;
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
}
