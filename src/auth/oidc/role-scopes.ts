import { SCOPES, type RoleScopes, type Scope } from '../../scopes.js';

/** The roles that a token's claims name: a list, or words in a text. */
export function rolesIn(claims: Readonly<Record<string, unknown>>, claim: string): string[] {
  const value = claimNamed(claims, claim);
  if (typeof value === 'string') return value.split(' ').filter((role) => role !== '');
  return Array.isArray(value) ? value.filter((role) => typeof role === 'string') : [];
}

/** Everything that one of the roles may. */
export function scopesOf(roles: readonly string[], mapping: RoleScopes): Scope[] {
  const granted = new Set(roles.flatMap((role) => mapping.get(role) ?? []));
  return SCOPES.filter((scope) => granted.has(scope));
}

/** A claim's own name may have dots (`https://example.com/roles`); otherwise they lead into objects (`realm_access.roles`). */
function claimNamed(claims: Readonly<Record<string, unknown>>, claim: string): unknown {
  if (Object.hasOwn(claims, claim)) return claims[claim];
  return claim.split('.').reduce<unknown>(fieldOf, claims);
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
