import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MetricsRegistry } from './metrics-registry.js';
import { TimeHistogram } from './time-histogram.js';

const MS_PER_SECOND = 1_000;
/** Up to the longest wait that `?wait=` allows. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Times the answers of the REST API, by route as it is declared: a URL as it was asked for may be anything. */
@Injectable()
export class HttpMetrics {
  private readonly duration = new TimeHistogram(
    'netpulse_http_request_duration_seconds',
    'Time from an HTTP request to the end of its answer.',
    ['method', 'route', 'status_code'],
    BUCKETS,
  );

  constructor(registry: MetricsRegistry) {
    registry.register(this.duration);
  }

  /** To be told of each answer once it has left. */
  answered(request: FastifyRequest, reply: FastifyReply): void {
    const route = request.routeOptions.url ?? 'unknown';
    this.duration.add(reply.elapsedTime / MS_PER_SECOND, request.method, route, String(reply.statusCode));
  }
}
