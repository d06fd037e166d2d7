/** The variables of OpenTelemetry that name a collector of traces. What else they say, its own library reads. */
const ENDPOINTS = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'];

/** Whether traces are wanted: somebody takes them, and nobody said otherwise. */
export function readIsTraced(environment: NodeJS.ProcessEnv): boolean {
  if ((environment.OTEL_SDK_DISABLED ?? '').toLowerCase() === 'true') return false;
  if (environment.OTEL_TRACES_EXPORTER === 'none') return false;
  return ENDPOINTS.some((name) => (environment[name] ?? '') !== '');
}

const PROTOCOLS = ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL'];
/** Any collector takes the one for the other: both are over HTTP, and the body says which it is. */
const OVER_HTTP = ['http/json', 'http/protobuf'];

/** The protocol that is asked for and that NetPulse does not speak, as the more special variable has it; null when there is none. */
export function readForeignTraceProtocol(environment: NodeJS.ProcessEnv): string | null {
  const asked = PROTOCOLS.map((name) => environment[name] ?? '').find((text) => text !== '');
  return asked === undefined || OVER_HTTP.includes(asked) ? null : asked;
}
