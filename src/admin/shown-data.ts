import type { JobData } from '../jobs/job-data.js';
import type { JobOutcome } from '../jobs/job-outcome.js';
import type { Attempt, Delivery } from '../webhooks/delivery/delivery.js';
import type { SealedWebhook } from '../webhooks/webhook.js';

/** What is on the page of a job: nothing sealed, and no list of commands, which may carry secrets. */
export function shownJob({ args: _args, commands, webhook, ...rest }: JobData): object {
  return { ...rest, commands: commands.length, webhook: webhook && shownWebhook(webhook) };
}

/** How it ended, without what the device said. */
export function shownOutcome(outcome: JobOutcome | null): object | null {
  if (!outcome) return null;
  const { status, outputs, error } = outcome;
  return { status, outputs: outputs.length, error };
}

export function shownDelivery({ event, webhook, subscriptionId }: Delivery): object {
  const about = event.type === 'batch.completed' ? { batchId: event.batchId } : { jobId: event.jobId };
  return { event: event.type, ...about, subscriptionId, webhook: shownWebhook(webhook) };
}

/** Without the start of the answer and the headers that were sent. */
export function shownAttempt(attempt: Attempt | null): object | null {
  if (!attempt) return null;
  const { at, durationMs, statusCode, error } = attempt;
  return { at, durationMs, statusCode, error };
}

function shownWebhook({ caller, destination, events }: SealedWebhook): object {
  return { caller, destination, events };
}
