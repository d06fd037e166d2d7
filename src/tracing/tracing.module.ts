import { Global, Logger, Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { Tracing } from './tracing.js';

type TracingSettings = Pick<Settings, 'isTraced' | 'foreignTraceProtocol'>;

const TRACING = {
  provide: Tracing,
  inject: [SETTINGS],
  useFactory: async ({ isTraced, foreignTraceProtocol }: TracingSettings): Promise<Tracing> => {
    if (!isTraced) return new Tracing(null);
    if (foreignTraceProtocol !== null)
      new Logger('Tracing').warn(
        `OTEL_EXPORTER_OTLP_PROTOCOL is ${foreignTraceProtocol}: traces leave as http/json all the same`,
      );
    return new Tracing((await import('./open-telemetry.js')).openTelemetry());
  },
};

/** Traces, wherever work is done. Global: every room makes its own spans. */
@Global()
@Module({ providers: [TRACING], exports: [TRACING] })
export class TracingModule {}
