import {
  diag,
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanKind as Kind,
  SpanStatusCode,
  trace,
  type Context,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { Logger } from '@nestjs/common';
import { within } from '../time/within.js';
import { version } from '../version.js';
import { tellExportFaults } from './export-faults.js';
import type { Span, SpanAttributes, SpanKind, SpanSink } from './span.js';

const CLOSE_TIMEOUT_MS = 2_000;
const KINDS = {
  server: Kind.SERVER,
  producer: Kind.PRODUCER,
  consumer: Kind.CONSUMER,
  client: Kind.CLIENT,
} as const satisfies Record<SpanKind, Kind>;
/** W3C Trace Context, 3.2: version 00, and of later versions the part that is the same. */
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;

/**
 * Sends spans by OTLP over HTTP, as the standard variables of OpenTelemetry say (OTEL_EXPORTER_OTLP_*, OTEL_BSP_*,
 * OTEL_TRACES_SAMPLER, OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES). Loaded only when tracing is on.
 */
export function openTelemetry(): SpanSink {
  tellExportFaults(new Logger('Tracing'));
  const own = resourceFromAttributes({ 'service.name': 'netpulse', 'service.version': version });
  const environment = detectResources({ detectors: [envDetector] });
  const provider = new BasicTracerProvider({
    resource: defaultResource().merge(own).merge(environment),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  const tracer = provider.getTracer('netpulse', version);
  return {
    start(name: string, kind: SpanKind, attributes: SpanAttributes, parent?: string): Span {
      const span = tracer.startSpan(name, { kind: KINDS[kind], attributes }, contextOf(parent));
      const { traceId, spanId, traceFlags } = span.spanContext();
      return {
        traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
        set: (more) => void span.setAttributes(more),
        end: (error) => {
          if (error !== undefined) {
            span.setStatus({ code: SpanStatusCode.ERROR });
            span.setAttribute('error.type', error);
          }
          span.end();
        },
      };
    },
    async close() {
      const ending = provider.shutdown().catch((error: unknown) => diag.error(String(error)));
      await within(CLOSE_TIMEOUT_MS, ending, undefined);
    },
  };
}

function contextOf(traceparent: string | undefined): Context {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return ROOT_CONTEXT;
  const remote = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
  return isSpanContextValid(remote) ? trace.setSpanContext(ROOT_CONTEXT, remote) : ROOT_CONTEXT;
}
