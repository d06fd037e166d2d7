import { parseSigningSecret } from '../signature/signing-secret.js';

/** Rotation takes two; more than a few would only make every request slower. */
export const MAX_SECRETS = 5;

/** Rule: null, a signing secret, or a list of them. */
export function secretRule(value: unknown): string | undefined {
  if (value === null) return undefined;
  const secrets: readonly unknown[] = Array.isArray(value) ? value : [value];
  const isRight =
    secrets.length >= 1 &&
    secrets.length <= MAX_SECRETS &&
    secrets.every((secret) => typeof secret === 'string' && parseSigningSecret(secret) !== undefined);
  if (isRight) return undefined;
  return `must be whsec_ and base64 of 24 to 64 bytes, or whsk_ and base64 of an ed25519 key pair (64 bytes), or a list of 1 to ${MAX_SECRETS} such secrets`;
}
