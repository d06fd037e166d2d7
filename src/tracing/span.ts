/** As OpenTelemetry tells the ends of a call and of a queue apart. */
export type SpanKind = 'server' | 'producer' | 'consumer' | 'client';

export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** A piece of work in a trace. */
export interface Span {
  /** What carries the trace on to where this work leads: W3C Trace Context. */
  readonly traceparent: string;
  set(attributes: SpanAttributes): void;
  /** @param error a stable name for what went wrong, without secrets; left out when nothing did */
  end(error?: string): void;
}

/** What makes spans and sends them off. */
export interface SpanSink {
  /** @param parent W3C `traceparent`; a trace begins without it, or when it is none */
  start(name: string, kind: SpanKind, attributes: SpanAttributes, parent?: string): Span;
  /** Sends what is left. Never rejects. */
  close(): Promise<void>;
}
