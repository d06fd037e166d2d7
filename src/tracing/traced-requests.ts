import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Span } from './span.js';
import type { Tracing } from './tracing.js';

/** Asked every few seconds by whoever watches over the process: nobody wants to see them. */
const UNTRACED = /^\/(health|metrics)\b/;
const SERVER_ERROR = 500;

/** Makes a span of each request to the API, in the client's trace if it brings one. Only when tracing is on. */
export function traceRequests(server: FastifyInstance, tracing: Tracing): void {
  if (!tracing.isOn) return;
  const spans = new WeakMap<FastifyRequest, Span>();
  server.addHook('onRequest', (request, _reply, done) => {
    if (UNTRACED.test(request.url)) return done();
    const route = request.routeOptions.url ?? 'unknown';
    const attributes = {
      'http.request.method': request.method,
      'http.route': route,
      'netpulse.request_id': request.id,
    };
    const { traceparent } = request.headers;
    const parent = typeof traceparent === 'string' ? traceparent : undefined;
    const span = tracing.start(`${request.method} ${route}`, 'server', attributes, parent);
    if (span) spans.set(request, span);
    tracing.during(span, done);
  });
  // Whoever reads a body does so in the context of the socket, and goes on in it.
  server.addHook('preValidation', (request, _reply, done) => {
    tracing.during(spans.get(request), done);
  });
  server.addHook('onResponse', (request, reply, done) => {
    const span = spans.get(request);
    span?.set({ 'http.response.status_code': reply.statusCode });
    span?.end(reply.statusCode >= SERVER_ERROR ? String(reply.statusCode) : undefined);
    done();
  });
}
