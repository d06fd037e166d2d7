import type { OpenAPIObject } from '@nestjs/swagger';
import { BEARER_SCHEME } from '../auth/route-access.js';
import type { Settings } from '../config/settings.js';

/** Name of the scheme in the OpenAPI document. */
const OIDC_SCHEME = 'oidc';
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/**
 * Names, beside the API key, the access tokens of the operator's issuer, wherever a key is taken. As `http` and `bearer`, not
 * as `openIdConnect`: Swagger UI has no field for a token there, but would ask the issuer from the page, which its policy forbids.
 */
export function addOidcScheme(
  document: OpenAPIObject,
  { oidcIssuer, oidcAudience }: Pick<Settings, 'oidcIssuer' | 'oidcAudience'>,
): void {
  if (oidcIssuer === null) return;
  const schemes = ((document.components ??= {}).securitySchemes ??= {});
  schemes[OIDC_SCHEME] = {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      `An access token of ${oidcIssuer} for ${oidcAudience.join(' or ')}. ` +
      `How to get one: ${oidcIssuer.replace(/\/$/, '')}/.well-known/openid-configuration.`,
  };
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const security = path[method]?.security;
      if (security?.some((scheme) => BEARER_SCHEME in scheme)) security.push({ [OIDC_SCHEME]: [] });
    }
  }
}
