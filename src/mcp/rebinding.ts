import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from '../problems/problem.js';

/** Names under which only this machine reaches itself. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const LOOPBACK_ADDRESS = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/** What of the settings says from where /mcp is reached. */
export interface Reach {
  /** Address that the service listens on. */
  readonly host: string;
  readonly mcpHosts: readonly string[];
  readonly corsOrigins: readonly string[];
}

/**
 * Keeps out web pages that reach the service through a browser inside the network (DNS rebinding), as the Model Context
 * Protocol asks of servers: a browser tells the page's origin, and the name that it took the service for.
 *
 * @throws Problem 403
 */
export function expectNoRebinding({ origin, host }: IncomingHttpHeaders, reach: Reach): void {
  if (origin !== undefined && !reach.corsOrigins.includes(origin))
    throw forbidden('Pages of this origin may not speak to /mcp (NETPULSE_CORS_ORIGINS).');
  const allowed = hostsOf(reach);
  if (allowed !== null && !allowed.includes(hostName(host)))
    throw forbidden('This host name is none of those under which /mcp is reached (NETPULSE_MCP_HOSTS).');
}

function hostsOf({ host, mcpHosts }: Reach): readonly string[] | null {
  if (mcpHosts.length > 0) return mcpHosts.map((name) => name.toLowerCase());
  return LOOPBACK_ADDRESS.test(host) ? LOOPBACK : null;
}

/** Without its port. */
function hostName(host = ''): string {
  return host.toLowerCase().replace(/:\d+$/, '');
}

function forbidden(detail: string): Problem {
  return new Problem(403, 'origin-forbidden', 'Origin forbidden', detail);
}
