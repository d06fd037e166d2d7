import { applyDecorators, SetMetadata, type CustomDecorator } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiExtension,
  ApiForbiddenResponse,
  ApiSecurity,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import { ProblemDto } from '../problems/problem.dto.js';
import type { Scope } from '../scopes.js';

/** Names of the security schemes in the OpenAPI document. */
export const API_KEY_SCHEME = 'api-key';
export const BEARER_SCHEME = 'bearer';

/** Who may use a route: everybody, or whoever has one of the scopes. */
export type RouteAccess = 'everybody' | readonly Scope[];

/** Metadata key of a route's {@link RouteAccess}. A route without it is refused to everybody. */
export const ROUTE_ACCESS = 'netpulse:access';

/** Opens a controller or route to everybody, without a key. */
export const OpenToAll = (): CustomDecorator => SetMetadata(ROUTE_ACCESS, 'everybody' satisfies RouteAccess);

/** Opens a controller or route to whoever has one of the scopes, and tells the OpenAPI document so. A route's own wins. */
export function Needs(...scopes: readonly [Scope, ...Scope[]]): ClassDecorator & MethodDecorator {
  return applyDecorators(
    SetMetadata(ROUTE_ACCESS, scopes satisfies RouteAccess),
    ApiExtension('x-scopes', scopes),
    ApiSecurity(API_KEY_SCHEME),
    ApiBearerAuth(BEARER_SCHEME),
    ApiUnauthorizedResponse({ type: ProblemDto }),
    ApiForbiddenResponse({ type: ProblemDto, description: `Needs the scope ${scopes.join(' or ')}.` }),
  );
}
