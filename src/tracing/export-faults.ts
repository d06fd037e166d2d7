import { diag, DiagLogLevel } from '@opentelemetry/api';
import type { Logger } from '@nestjs/common';

const QUIET_MS = 60_000;
/** Of what a collector answered no more is repeated. */
const LONGEST = 300;

/** Has OpenTelemetry's own complaints in the log, one a minute: a collector that is away would have one with each batch of spans. */
export function tellExportFaults(logger: Pick<Logger, 'warn'>, now: () => number = Date.now): void {
  let toldAt = -Infinity;
  const tell = (text: string): void => {
    if (now() - toldAt < QUIET_MS) return;
    toldAt = now();
    logger.warn(`Traces are not sent: ${messageIn(text).slice(0, LONGEST)}`);
  };
  const ignore = (): void => undefined;
  const sink = { error: tell, warn: tell, info: ignore, debug: ignore, verbose: ignore };
  diag.setLogger(sink, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
}

/** Errors come as JSON of all that they hold, with the stack. */
function messageIn(text: string): string {
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    return typeof message === 'string' ? message : text;
  } catch {
    return text;
  }
}
