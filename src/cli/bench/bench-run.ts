import type { JobDto } from '../../jobs/job.dto.js';
import { ended } from '../jobs/job-end.js';
import { ServiceError, type ServiceClient } from '../service-client.js';
import { durationsOf, type Durations } from './statistics.js';
import type { WebhookArrivals } from './webhook-arrivals.js';

/** Longer than the default timeout of a webhook. */
const WEBHOOK_DEADLINE_MS = 10_000;

export interface BenchPlan {
  /** What to post, in turn. */
  readonly requests: readonly object[];
  readonly count: number;
  /** Jobs that are under way at once. */
  readonly concurrency: number;
  readonly webhooks: WebhookArrivals | null;
}

/** What a run came to. Durations are in milliseconds since the moment before the job was sent. */
export interface BenchResult {
  readonly jobs: number;
  readonly concurrency: number;
  readonly seconds: number;
  readonly jobs_per_second: number;
  readonly finished: number;
  readonly failed: number;
  /** Not taken by the service: a full queue, a rate limit, a wrong request. */
  readonly refused: number;
  /** Of jobs that ended, but whose webhook did not come in time. */
  readonly webhooks_missing: number;
  /** Until the service had taken the job. */
  readonly submit_ms: Durations | null;
  /** Until its result was read. */
  readonly result_ms: Durations | null;
  /** Until its webhook was there. */
  readonly webhook_ms: Durations | null;
  /** The first thing that went wrong. */
  readonly first_error: string | null;
}

interface Done {
  readonly id: string;
  readonly sentAt: number;
  readonly submitMs: number;
  readonly resultMs: number;
  readonly error: string | null;
}

type Outcome = Done | { readonly refusal: string };

/** Sends jobs as a client would, so many at a time, and waits for the end of each. */
export async function runBench(
  service: ServiceClient,
  { requests, count, concurrency, webhooks }: BenchPlan,
  onProgress: (outcomes: readonly Outcome[]) => void,
): Promise<BenchResult> {
  const outcomes: Outcome[] = [];
  let next = 0;
  const startedAt = performance.now();
  const lane = async (): Promise<void> => {
    while (next < count) {
      const request = requests[next++ % requests.length] ?? {};
      outcomes.push(await oneJob(service, request));
      onProgress(outcomes);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, count) }, lane));
  const seconds = (performance.now() - startedAt) / 1_000;
  const done = outcomes.filter(isDone);
  await webhooks?.waitFor(
    done.map(({ id }) => id),
    WEBHOOK_DEADLINE_MS,
  );
  const webhookMs = done.flatMap(({ id, sentAt }) => {
    const at = webhooks?.of(id);
    return at === undefined ? [] : [at - sentAt];
  });
  const errors = outcomes.map((outcome) => (isDone(outcome) ? outcome.error : outcome.refusal));
  return {
    jobs: count,
    concurrency,
    seconds,
    jobs_per_second: done.length / seconds,
    finished: done.filter(({ error }) => error === null).length,
    failed: done.filter(({ error }) => error !== null).length,
    refused: outcomes.length - done.length,
    webhooks_missing: webhooks ? done.length - webhookMs.length : 0,
    submit_ms: durationsOf(done.map(({ submitMs }) => submitMs)),
    result_ms: durationsOf(done.map(({ resultMs }) => resultMs)),
    webhook_ms: durationsOf(webhookMs),
    first_error: errors.find((error) => error !== null) ?? null,
  };
}

/** Whether a job was taken and has ended, well or not. */
export function isDone(outcome: Outcome): outcome is Done {
  return 'id' in outcome;
}

/** @throws ServiceError when the service cannot be reached any more */
async function oneJob(service: ServiceClient, request: object): Promise<Outcome> {
  const sentAt = performance.now();
  const submitted = await service.post<JobDto>('/jobs', request).catch(refusalOf);
  if ('refusal' in submitted) return submitted;
  const submitMs = performance.now() - sentAt;
  const { id } = submitted;
  const { status, result } = await ended(service, id);
  const resultMs = performance.now() - sentAt;
  const error = status === 'finished' ? null : (result?.error?.message ?? status);
  return { id, sentAt, submitMs, resultMs, error };
}

function refusalOf(error: unknown): { refusal: string } {
  if (error instanceof ServiceError && error.cause === undefined) return { refusal: error.message };
  throw error;
}
