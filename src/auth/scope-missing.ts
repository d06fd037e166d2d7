import { Problem } from '../problems/problem.js';
import type { Actor } from './actor.js';
import type { Scope } from '../scopes.js';

/** @throws Problem 403 naming the scope when the actor has none of them */
export function expectScope(actor: Actor, anyOf: readonly Scope[]): void {
  if (!anyOf.some((scope) => actor.scopes.has(scope))) throw scopeMissing(anyOf);
}

/** What is answered to somebody who has none of the scopes. */
export function scopeMissing(anyOf: readonly Scope[]): Problem {
  return new Problem(403, 'scope-missing', 'Scope missing', `This needs the scope ${anyOf.join(' or ')}.`, {
    // RFC 6750, 3.1
    challenge: `Bearer error="insufficient_scope", scope="${anyOf[0] ?? ''}"`,
  });
}
