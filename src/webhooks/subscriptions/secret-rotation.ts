import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { RetiringSecret, Webhook } from '../webhook.js';

/** How a secret signs: v1 is HMAC-SHA256 with a shared key, v1a is ed25519 with a key pair. */
export const SIGNATURE_SCHEMES = ['v1', 'v1a'] as const;
export type SignatureScheme = (typeof SIGNATURE_SCHEMES)[number];

/** A secret that has just been made. */
export interface NewSecret {
  readonly secret: string;
  /** What receivers of v1a verify with; null for v1, where they need the secret itself. */
  readonly publicKey: string | null;
}

/** As long as what an HMAC-SHA256 gives: more adds nothing (RFC 2104, 3). */
const HMAC_KEY_BYTES = 32;
const PREFIXES = { v1: 'whsec_', v1a: 'whsk_' } as const;

export function makeSecret(scheme: SignatureScheme): NewSecret {
  if (scheme === 'v1') {
    return { secret: PREFIXES.v1 + randomBytes(HMAC_KEY_BYTES).toString('base64'), publicKey: null };
  }
  const { d = '', x = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const [seed, publicKey] = [Buffer.from(d, 'base64url'), Buffer.from(x, 'base64url')];
  const secret = PREFIXES.v1a + Buffer.concat([seed, publicKey]).toString('base64');
  return { secret, publicKey: `whpk_${publicKey.toString('base64')}` };
}

/** The scheme that is rotated when nobody says which: that of the first secret. */
export function schemeOf({ secrets }: Pick<Webhook, 'secrets'>): SignatureScheme {
  return secrets[0]?.startsWith(PREFIXES.v1a) ? 'v1a' : 'v1';
}

/**
 * Puts `secret` in the place of all secrets of its scheme. Those go on signing as well until `until`, so that receivers
 * find a signature that they know whichever secret they hold; what was retiring before does not stay longer for it.
 *
 * @param until ms since the epoch; not after `now`: the old ones are dropped at once
 * @returns the webhook as it is then, newest secret first, without secrets whose time is over
 */
export function replaceSecret(
  webhook: Webhook,
  secret: string,
  { until, now }: { readonly until: number; readonly now: number },
): Webhook {
  const isReplaced = (old: string): boolean =>
    schemeOf({ secrets: [old] }) === schemeOf({ secrets: [secret] });
  const retiring: RetiringSecret[] = [
    ...webhook.secrets.filter(isReplaced).map((old) => ({ secret: old, until })),
    ...(webhook.retiringSecrets ?? []).map((old) =>
      isReplaced(old.secret) ? { ...old, until: Math.min(old.until, until) } : old,
    ),
  ];
  return {
    ...webhook,
    secrets: [secret, ...webhook.secrets.filter((old) => !isReplaced(old))],
    retiringSecrets: retiring.filter((old) => old.until > now),
  };
}
