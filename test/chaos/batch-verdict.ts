import type { BatchWebhookBody, History } from './history.js';

/** What is wrong with the batches of a run: a sentence for each fault, by kind as in the verdict on the whole. */
export interface BatchVerdict {
  /** Accepted, and without an end, without a webhook, or without one of its jobs. */
  readonly lost: string[];
  /** A webhook says what the jobs' records do not. */
  readonly contradicted: string[];
}

export function judgeBatches(history: History): BatchVerdict {
  const verdict: BatchVerdict = { lost: [], contradicted: [] };
  for (const { accepted, jobs } of history.batches) {
    if (!accepted) continue;
    const which = `batch ${accepted.id}`;
    const record = history.batchRecords.get(accepted.id);
    const told = history.toldOfBatches.filter(({ body }) => body.id === accepted.id);
    const without = jobs.filter((job) => job.accepted === null);
    if (without.length > 0) verdict.lost.push(`${which} was accepted without ${without.length} of its jobs`);
    if (!record) verdict.lost.push(`${which} has no record`);
    else if (record.status !== 'ended') verdict.lost.push(`${which} is still ${record.status}`);
    else if (told.length === 0) verdict.lost.push(`${which} ended without a webhook`);
    const statuses = jobs.map((job) => history.records.get(job.accepted?.id ?? '')?.status ?? 'unknown');
    for (const { body } of told) {
      const difference = differs(statuses, body);
      if (difference) verdict.contradicted.push(`${which}: ${difference}`);
    }
  }
  return verdict;
}

function differs(statuses: readonly string[], { counts }: BatchWebhookBody): string | null {
  for (const status of ['finished', 'failed', 'canceled', 'expired'] as const) {
    const here = statuses.filter((one) => one === status).length;
    const said = counts[status] ?? 0;
    if (said !== here) return `by the webhook ${said} of its jobs are ${status}, by their records ${here}`;
  }
  return null;
}
