import type { Body } from './body.js';

/** How long a webhook was on its way, and since what. */
export interface Latency {
  readonly ms: number;
  /** `job_end`: since the moment in the body; `signature`: since webhook-timestamp, which counts whole seconds. */
  readonly since: 'job_end' | 'signature';
}

/** Where bodies tell when the job ended: `event`, `standard`, CloudEvents. */
const PATHS = [['ended_at'], ['data', 'ended_at'], ['timestamp'], ['time']] as const;

/** Undefined when neither the body nor the headers say when it began. */
export function latencyOf(at: Date, body: Body, timestampHeader: string | undefined): Latency | undefined {
  const endedAt = body.kind === 'json' ? endOf(body.value) : undefined;
  if (endedAt !== undefined) return { ms: at.getTime() - endedAt, since: 'job_end' };
  if (timestampHeader === undefined || !/^\d{1,12}$/.test(timestampHeader)) return undefined;
  return { ms: at.getTime() - Number(timestampHeader) * 1_000, since: 'signature' };
}

function endOf(value: unknown): number | undefined {
  return PATHS.map((path) => momentAt(value, path)).find((moment) => moment !== undefined);
}

function momentAt(value: unknown, path: readonly string[]): number | undefined {
  let inner = value;
  for (const key of path) {
    if (typeof inner !== 'object' || inner === null) return undefined;
    inner = (inner as Record<string, unknown>)[key];
  }
  const moment = typeof inner === 'string' ? Date.parse(inner) : NaN;
  return Number.isNaN(moment) ? undefined : moment;
}
