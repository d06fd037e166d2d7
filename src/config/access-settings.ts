import { isScope, SCOPES, type RoleScopes, type Scope } from '../scopes.js';
import type { Parser } from './parsers.js';
import * as parse from './parsers.js';
import { setting } from './setting-definition.js';

const roleScopes: Parser<RoleScopes> = (value) => {
  const allowed = `a JSON object from role to a list of ${SCOPES.join(', ')}`;
  const parsed = parse.jsonObject(value);
  const roles = parsed.ok ? Object.entries(parsed.value) : [];
  const isRight = parsed.ok && roles.every(([, list]) => Array.isArray(list) && list.every(isScope));
  return isRight ? { ok: true, value: new Map(roles as [string, Scope[]][]) } : { ok: false, allowed };
};

/** Who may do what, and what is written down of it. */
export const ACCESS_SETTINGS = {
  oidcIssuer: setting(
    'NETPULSE_OIDC_ISSUER',
    parse.optional(parse.secureUrl),
    '',
    'OpenID Connect issuer whose access tokens (JWT) open the API, written as in their `iss`. Empty: none.',
  ),
  oidcAudience: setting(
    'NETPULSE_OIDC_AUDIENCE',
    parse.list,
    '',
    'What a token has to name as its audience (`aud`), or one of several, comma separated. Required with an issuer.',
  ),
  oidcJwksUrl: setting(
    'NETPULSE_OIDC_JWKS_URL',
    parse.optional(parse.secureUrl),
    '',
    "Where the issuer's public keys are. Empty: where its discovery document says.",
  ),
  oidcRolesClaim: setting(
    'NETPULSE_OIDC_ROLES_CLAIM',
    parse.text,
    'roles',
    'Claim that names the roles, a list or words in a text; dots lead into objects, as in `realm_access.roles`.',
  ),
  oidcRoleScopes: setting(
    'NETPULSE_OIDC_ROLE_SCOPES',
    roleScopes,
    '{}',
    'Scopes of each role, as JSON: `{"netops": ["jobs:read", "jobs:write"]}`.',
  ),
  rateLimit: setting(
    'NETPULSE_RATE_LIMIT',
    parse.integer(0, 1_000_000),
    '0',
    "Requests a minute that each key, or a token's subject, may make, over all processes; 0 sets no limit. A key may have a rate of its own.",
  ),
  trustedProxies: setting(
    'NETPULSE_TRUSTED_PROXIES',
    parse.addressRanges,
    '',
    'Addresses and ranges of the reverse proxies in front, comma separated: from these, `X-Forwarded-For` says who asks.',
  ),
  corsOrigins: setting(
    'NETPULSE_CORS_ORIGINS',
    parse.httpOrigins,
    '',
    'Origins of web pages, comma separated, that may call the API from a browser. Empty: none but its own pages.',
  ),
  mcp: setting(
    'NETPULSE_MCP',
    parse.onOff,
    'true',
    'Answer the Model Context Protocol at /mcp, to keys and tokens whose scopes open one of its tools.',
  ),
  mcpCommands: setting(
    'NETPULSE_MCP_COMMANDS',
    parse.list,
    '',
    'Commands that `run_command` of /mcp may run, comma separated: whole commands, `*` for anything. Whatever is named here a language model can do. Empty: those that only ask.',
  ),
  mcpHosts: setting(
    'NETPULSE_MCP_HOSTS',
    parse.list,
    '',
    'Host names, comma separated, under which clients reach /mcp, so that no web page can by DNS rebinding. Empty: this machine alone (localhost, 127.0.0.1, ::1) while the service listens on loopback, any otherwise.',
  ),
  auditLog: setting(
    'NETPULSE_AUDIT_LOG',
    parse.optional(parse.text),
    '',
    'Where the audit trail is written as JSON lines: a file, or `stdout`. Empty: nowhere.',
  ),
  auditKeep: setting(
    'NETPULSE_AUDIT_KEEP',
    parse.integer(0, 100_000_000),
    '100000',
    'Newest records of the audit trail that Redis keeps for GET /audit, about 400 bytes each; 0 keeps none.',
  ),
  auditCommands: setting(
    'NETPULSE_AUDIT_COMMANDS',
    parse.onOff,
    'false',
    'Record the text of commands, which may carry secrets. `false` records how many there were.',
  ),
} as const;
