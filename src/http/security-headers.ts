import type { FastifyAdapter } from '@nestjs/platform-fastify';
import helmet from 'helmet';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

/** Pages that need more than the answers of an API do: what their paths begin with, and their policy. */
export type PagePolicies = Readonly<Record<string, string>>;

/** An answer of the API is data: whatever a browser takes it for, nothing in it runs, loads or is framed. */
const DATA_ONLY = { defaultSrc: ["'none'"], frameAncestors: ["'none'"] };

/**
 * Sends helmet's headers with every answer; a page that brings its own policy (the console) keeps it. Strict-Transport-Security
 * is left to whoever ends TLS: NetPulse speaks plain HTTP, and does not know what else is served under its host name.
 *
 * helmet is asked once and its headers go out with fastify's own: set one by one on each answer, as @fastify/helmet (13.2)
 * does after making the whole of it anew, they cost a tenth of a request's CPU.
 */
export function sendSecurityHeaders(adapter: FastifyAdapter, pages: PagePolicies): void {
  const headers = headersOfHelmet();
  const policies = Object.entries(pages);
  adapter.getInstance().addHook('onRequest', (request, reply, done) => {
    void reply.headers(headers);
    const page = policies.find(([path]) => request.url.startsWith(path));
    if (page) void reply.header('content-security-policy', page[1]);
    done();
  });
}

/** They are the same for every answer. */
function headersOfHelmet(): Record<string, string> {
  const protect = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: DATA_ONLY },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  const answer = new ServerResponse(new IncomingMessage(new Socket()));
  protect(answer.req, answer, (error?: unknown) => {
    if (error instanceof Error) throw error;
  });
  return Object.fromEntries(
    Object.entries(answer.getHeaders()).map(([name, value]) => [name, String(value)]),
  );
}
