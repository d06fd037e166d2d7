/** The variables of OpenTelemetry that name a collector of traces. What else they say, its own library reads. */
const ENDPOINTS = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'];

/** Whether traces are wanted: somebody takes them, and nobody said otherwise. */
export function readIsTraced(environment: NodeJS.ProcessEnv): boolean {
  if ((environment.OTEL_SDK_DISABLED ?? '').toLowerCase() === 'true') return false;
  if (environment.OTEL_TRACES_EXPORTER === 'none') return false;
  return ENDPOINTS.some((name) => (environment[name] ?? '') !== '');
}
