import { Global, Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { Tracing } from './tracing.js';

const TRACING = {
  provide: Tracing,
  inject: [SETTINGS],
  useFactory: async ({ isTraced }: Pick<Settings, 'isTraced'>): Promise<Tracing> =>
    new Tracing(isTraced ? (await import('./open-telemetry.js')).openTelemetry() : null),
};

/** Traces, wherever work is done. Global: every room makes its own spans. */
@Global()
@Module({ providers: [TRACING], exports: [TRACING] })
export class TracingModule {}
