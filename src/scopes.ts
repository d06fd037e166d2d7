/** What a key or a token may be allowed to do. Each route names the scope that it needs. */
export const SCOPES = [
  'jobs:read',
  'jobs:write',
  'webhooks:read',
  'webhooks:write',
  'workers:admin',
  'templates',
  'metrics',
  'audit:read',
  'mcp:commands',
  'mcp:config',
  'admin',
] as const;
export type Scope = (typeof SCOPES)[number];

/** Which scopes each role of an identity provider has. */
export type RoleScopes = ReadonlyMap<string, readonly Scope[]>;

/** Scopes that look at or act on every device: of no sense for a key that is limited to some. */
export const UNLIMITED_SCOPES: readonly Scope[] = [
  'webhooks:read',
  'webhooks:write',
  'workers:admin',
  'audit:read',
  'admin',
];

/** Who may make keys could make himself one with any scope: `admin` has them all, and says so. */
export function scopeSet(scopes: readonly Scope[]): ReadonlySet<Scope> {
  return new Set(scopes.includes('admin') ? SCOPES : scopes);
}

export function isScope(text: unknown): text is Scope {
  return (SCOPES as readonly unknown[]).includes(text);
}
