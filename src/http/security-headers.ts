import type { FastifyAdapter } from '@nestjs/platform-fastify';
import helmet from 'helmet';

/** Pages that need more than the answers of an API do: what their paths begin with, and their policy. */
export type PagePolicies = Readonly<Record<string, string>>;

/** An answer of the API is data: whatever a browser takes it for, nothing in it runs, loads or is framed. */
const DATA_ONLY = { defaultSrc: ["'none'"], frameAncestors: ["'none'"] };

/**
 * Sends helmet's headers with every answer; a page that brings its own policy (the console) keeps it. Strict-Transport-Security
 * is left to whoever ends TLS: NetPulse speaks plain HTTP, and does not know what else is served under its host name.
 *
 * helmet itself, not @fastify/helmet (13.2): that one makes the whole of it anew for each request, and waits a turn for it.
 */
export function sendSecurityHeaders(adapter: FastifyAdapter, pages: PagePolicies): void {
  const protect = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: DATA_ONLY },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  const policies = Object.entries(pages);
  adapter.getInstance().addHook('onRequest', (request, reply, done) => {
    const page = policies.find(([path]) => request.url.startsWith(path));
    if (page) void reply.header('Content-Security-Policy', page[1]);
    protect(request.raw, reply.raw, () => done());
  });
}
