import { Logger } from '@nestjs/common';
import { SignJWT, generateKeyPair } from 'jose';
import { createHash } from 'node:crypto';
import { OidcIssuer } from '../../../test/lab/oidc/oidc-issuer.js';
import { Problem } from '../../problems/problem.js';
import type { Actor } from '../actor.js';
import type { Scope } from '../../scopes.js';
import { TokenVerifier } from './token-verifier.js';

const AUDIENCE = 'netpulse';
const REQUEST_ID = 'request-1';
const ROLES = new Map<string, Scope[]>([
  ['netops', ['jobs:read', 'jobs:write']],
  ['noc', ['jobs:read', 'webhooks:read']],
]);

describe('TokenVerifier', () => {
  let issuer: OidcIssuer;
  let verifier: TokenVerifier;

  beforeAll(async () => {
    issuer = await OidcIssuer.start({ audience: AUDIENCE, clients: { ci: ['netops', 'other'], guest: [] } });
    verifier = verifierFor(issuer.url);
  });
  afterAll(() => issuer.stop());

  const verifierFor = (url: string, jwksUrl: string | null = null): TokenVerifier =>
    new TokenVerifier({
      oidcIssuer: url,
      oidcAudience: [AUDIENCE],
      oidcJwksUrl: jwksUrl,
      oidcRolesClaim: 'realm_access.roles',
      oidcRoleScopes: ROLES,
    });
  const verify = async (token: string, by = verifier): Promise<Actor> =>
    by.actorOf(token, createHash('sha256').update(token).digest('hex'), REQUEST_ID);
  const refusal = async (token: string, by = verifier): Promise<Partial<Problem>> => {
    const problem: unknown = await verify(token, by).catch((error: unknown) => error);
    if (!(problem instanceof Problem)) throw new Error('It was not refused');
    return problem;
  };
  const now = (): number => Math.floor(Date.now() / 1_000);

  it('knows who a token of the issuer is for, and what his roles may', async () => {
    const { scopes, ...actor } = await verify(await issuer.tokenFor('ci'));

    expect(actor).toEqual({ id: 'oidc:ci', name: 'ci', networks: null });
    expect([...scopes]).toEqual(['jobs:read', 'jobs:write']);
  });

  it('gives nothing to somebody without a role', async () => {
    expect((await verify(await issuer.tokenFor('guest'))).scopes.size).toBe(0);
  });

  it('finds the keys where it is told to', async () => {
    const told = verifierFor(issuer.url, `${issuer.url}/jwks`);

    expect((await verify(await issuer.tokenFor('ci'), told)).id).toBe('oidc:ci');
  });

  it('reads roles from a text, and names people by their user name', async () => {
    const claims = { realm_access: { roles: 'noc netops' }, preferred_username: 'jo' };
    const { scopes, name } = await verify(await issuer.sign(claims));

    expect([...scopes]).toEqual(['jobs:read', 'jobs:write', 'webhooks:read']);
    expect(name).toBe('jo');
  });

  it.each([
    ['another audience', () => issuer.sign({ aud: 'another-service' })],
    ['no audience', () => issuer.sign({ aud: undefined })],
    ['another issuer', () => issuer.sign({ iss: 'https://idp.example.com' })],
    ['no subject', () => issuer.sign({ sub: undefined })],
    ['no end', () => issuer.sign({ exp: undefined })],
    ['a beginning to come', () => issuer.sign({ nbf: now() + 300 })],
    ['a key that the issuer does not have', () => issuer.sign({}, { kid: 'unknown' })],
    ['a signature of somebody else', () => forged(issuer.url)],
    ['changed claims', async () => changed(await issuer.sign({}))],
    ['no signature', async () => unsigned(await issuer.sign({}))],
    ['a signature by a shared secret', () => sharedSecret(issuer.url)],
  ])('refuses a token with %s', async (_case, make) => {
    expect(await refusal(await make())).toMatchObject({ status: 401 });
  });

  it('says of a token that it has expired, and bears a clock that is a little off', async () => {
    expect(await refusal(await issuer.sign({ exp: now() - 60 }))).toMatchObject({
      status: 401,
      detail: 'The token has expired.',
    });
    expect((await verify(await issuer.sign({ exp: now() - 10 }))).id).toBe('oidc:somebody');
  });

  it('tells in the log why a token was refused, and in which request', async () => {
    const debug = vi.spyOn(Logger.prototype, 'debug');

    await refusal(await issuer.sign({ exp: now() - 60 }));

    const line: unknown = debug.mock.lastCall?.[0];
    expect(String(line)).toMatch(/^A token was refused: JWTExpired: /);
    expect(line).toMatchObject({ subject: { request_id: REQUEST_ID } });
  });

  it('says that the issuer is away, and goes on when it is back', async () => {
    const other = await OidcIssuer.start({ audience: AUDIENCE, clients: { ci: ['netops'] } });
    const token = await other.tokenFor('ci');
    const early = verifierFor(other.url);
    const late = verifierFor(other.url);
    expect((await verify(token, early)).id).toBe('oidc:ci');
    await other.stop();
    const warn = vi.spyOn(Logger.prototype, 'warn');

    expect(await refusal(token, late)).toMatchObject({ status: 503, extras: { retryAfterSeconds: 5 } });
    expect(warn.mock.lastCall?.[0]).toMatchObject({ subject: { request_id: REQUEST_ID } });
    // Who has the keys needs no issuer.
    expect((await verify(token, early)).id).toBe('oidc:ci');
  });

  it('takes only what looks like a token for one, and none without an issuer', () => {
    const none = new TokenVerifier({
      oidcIssuer: null,
      oidcAudience: [],
      oidcJwksUrl: null,
      oidcRolesClaim: 'roles',
      oidcRoleScopes: ROLES,
    });

    expect(verifier.accepts('a.b.c')).toBe(true);
    expect(verifier.accepts('np_0123456789_key')).toBe(false);
    expect(none.accepts('a.b.c')).toBe(false);
  });
});

async function forged(issuer: string): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256');
  return claimsOf(issuer).setProtectedHeader({ alg: 'RS256', kid: 'lab' }).sign(privateKey);
}

/** With HS256 accepted, the issuer's public key would be the secret. */
function sharedSecret(issuer: string): Promise<string> {
  return claimsOf(issuer)
    .setProtectedHeader({ alg: 'HS256', kid: 'lab' })
    .sign(Buffer.alloc(64, 'public key'));
}

function claimsOf(issuer: string): SignJWT {
  return new SignJWT({ sub: 'mallory' })
    .setIssuer(issuer)
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime('5m');
}

function changed(token: string): string {
  const [header, payload = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const mine = Buffer.from(JSON.stringify({ ...claims, sub: 'mallory' })).toString('base64url');
  return [header, mine, signature].join('.');
}

function unsigned(token: string): string {
  const [, payload] = token.split('.');
  return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.AA`;
}
