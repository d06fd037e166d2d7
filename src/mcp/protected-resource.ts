import type { FastifyRequest } from 'fastify';

/** Where clients look for what protects /mcp (RFC 9728, 3.1). */
export const METADATA_PATH = '/.well-known/oauth-protected-resource/mcp';

/** What a client has to know to get a token for /mcp: OAuth 2.0 Protected Resource Metadata (RFC 9728). */
export interface ProtectedResource {
  readonly resource: string;
  readonly resource_name: string;
  readonly authorization_servers: readonly string[];
  readonly bearer_methods_supported: readonly string[];
}

/** Without `scopes_supported`: what a token may do follows from its roles, not from scopes that the issuer would know. */
export function protectedResource(request: FastifyRequest, issuer: string): ProtectedResource {
  return {
    resource: `${originOf(request)}/mcp`,
    resource_name: 'NetPulse',
    authorization_servers: [issuer],
    bearer_methods_supported: ['header'],
  };
}

/** The challenge of a 401 (RFC 6750), with where the metadata is (RFC 9728, 5.1). */
export function challengeWithMetadata(challenge: string, request: FastifyRequest): string {
  const metadata = `resource_metadata="${originOf(request)}${METADATA_PATH}"`;
  return `${challenge}${challenge.includes(' ') ? ',' : ''} ${metadata}`;
}

/** As the client sees it: behind a trusted proxy as that says. */
function originOf({ protocol, host }: FastifyRequest): string {
  const url = `${protocol}://${host}`;
  return URL.canParse(url) ? new URL(url).origin : 'http://localhost';
}
