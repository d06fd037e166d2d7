import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Span, SpanAttributes, SpanKind, SpanSink } from './span.js';

/**
 * Makes one trace of what happens to a job from the request to the webhook. Off unless the environment names a collector:
 * then each method returns at once, and nothing of OpenTelemetry is loaded.
 */
@Injectable()
export class Tracing implements OnApplicationShutdown {
  /** Made when it is needed: it costs each promise something. */
  private readonly current: AsyncLocalStorage<Span> | undefined;

  constructor(private readonly sink: SpanSink | null) {
    this.current = sink ? new AsyncLocalStorage() : undefined;
  }

  get isOn(): boolean {
    return this.sink !== null;
  }

  /** What carries on the trace in which the caller works. */
  get traceparent(): string | undefined {
    return this.current?.getStore()?.traceparent;
  }

  /** A span that its caller ends. Undefined when tracing is off. */
  start(name: string, kind: SpanKind, attributes: SpanAttributes, parent?: string): Span | undefined {
    return this.sink?.start(name, kind, attributes, parent);
  }

  /** Runs `work` so that spans made meanwhile belong to this one. */
  during<T>(span: Span | undefined, work: () => T): T {
    return span && this.current ? this.current.run(span, work) : work();
  }

  /** Runs `work` in a span of the trace in which the caller works; without one, just runs it. */
  inSpan<T>(name: string, kind: SpanKind, attributes: SpanAttributes, work: () => Promise<T>): Promise<T> {
    const parent = this.traceparent;
    const span = parent === undefined ? undefined : this.start(name, kind, attributes, parent);
    return span ? this.around(span, work) : work();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.sink?.close();
  }

  private async around<T>(span: Span, work: () => Promise<T>): Promise<T> {
    try {
      const result = await this.during(span, work);
      span.end();
      return result;
    } catch (error) {
      span.end(nameOfError(error));
      throw error;
    }
  }
}

/** Messages may quote what devices and users said: the stable name has to do. */
function nameOfError(error: unknown): string {
  const { type, code, name } = error as { type?: unknown; code?: unknown; name?: unknown };
  return [type, code, name].find((text) => typeof text === 'string') ?? 'error';
}
