import type { JobDto } from '../../src/jobs/job.dto.js';
import { judgeBatches } from './batch-verdict.js';
import { readDevices } from './device-story.js';
import type { History, Submission, Told } from './history.js';
import { outputOf } from './lab.js';
import { pidOf } from './member.js';

/** More than a process at rest gains by chance: a connection that was just made, or is about to end. */
const HANDLES_GAINED = 12;
const FINAL: readonly string[] = ['finished', 'failed', 'canceled', 'expired'];

/** What is wrong with a run: a sentence for each fault, by kind. All empty is what is promised. */
export interface Verdict {
  /** A job or batch that was accepted, and is without an end or without a webhook. */
  readonly lost: readonly string[];
  /** A webhook says what the record does not. */
  readonly contradicted: readonly string[];
  /** The record says what the device did not see, or did not say what it saw. */
  readonly untrue: readonly string[];
  /** The device saw it more often than it was asked for. */
  readonly repeated: readonly string[];
  readonly disordered: readonly string[];
  readonly overlapping: readonly string[];
  /** A process ended by itself. */
  readonly crashed: readonly string[];
  readonly leaking: readonly string[];
  readonly leftOver: readonly string[];
}

/** What is counted and allowed. */
export interface Counts {
  readonly jobs: number;
  readonly accepted: number;
  /** Accepted ones. */
  readonly batches: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly webhooks: number;
  /** From the end of a job or batch to its first webhook, in milliseconds: that of the half, and of all but a hundredth. */
  readonly toldAfterMs: Readonly<Record<'median' | 'most', number>>;
  /** Webhooks that came again although they had been answered well. */
  readonly duplicates: number;
  /** How often a session worked while another one to the device was open and unused. */
  readonly besideIdleSession: number;
}

export function judge(history: History): Verdict {
  const accepted = history.submissions.filter(isAccepted);
  const told = groupBy(history.told, ({ body }) => body.id);
  const devices = readDevices(history);
  const verdict: Record<keyof Verdict, string[]> = {
    ...judgeBatches(history),
    untrue: [],
    repeated: [],
    disordered: devices.disorder(accepted.filter((job) => keepsItsPlace(job, history))),
    overlapping: devices.overlaps,
    crashed: history.crashes.map(({ at, what }) => `${what} at ${at} ms`),
    leaking: leaks(history),
    leftOver: Object.entries(history.leftovers).map(([key, count]) => `${count} in ${key}`),
  };
  for (const { accepted: answer, ...submission } of accepted) {
    const { id } = answer;
    const which = `${id} ("${submission.commands.join('", "')}" on ${submission.device})`;
    const record = history.records.get(id);
    if (!record) verdict.lost.push(`${which} has no record`);
    else if (!FINAL.includes(record.status)) verdict.lost.push(`${which} is still ${record.status}`);
    else if (!told.has(id)) verdict.lost.push(`${which} ${record.status} without a webhook`);
    if (!record) continue;
    for (const { body } of told.get(id) ?? []) {
      const difference = differs(record, body);
      if (difference) verdict.contradicted.push(`${which}: ${difference}`);
    }
    verdict.untrue.push(...lies(record, submission, devices.ended, history).map((lie) => `${which}: ${lie}`));
    for (const command of submission.commands) {
      const runs = devices.begun.get(command) ?? 0;
      if (runs > submission.mostRuns) verdict.repeated.push(`${which}: "${command}" was seen ${runs} times`);
    }
  }
  return verdict;
}

export function count(history: History): Counts {
  const statuses = groupBy([...history.records.values()], ({ status }) => status);
  const allTold = [...history.told, ...history.toldOfBatches];
  const answered = groupBy(
    allTold.filter(({ answer }) => answer === 'ok'),
    ({ body }) => body.id,
  );
  return {
    jobs: history.submissions.length,
    accepted: history.submissions.filter(isAccepted).length,
    byStatus: Object.fromEntries([...statuses].map(([status, records]) => [status, records.length])),
    batches: history.batches.filter(({ accepted }) => accepted !== null).length,
    webhooks: allTold.length,
    toldAfterMs: delays(history, allTold),
    duplicates: [...answered.values()].reduce((sum, requests) => sum + requests.length - 1, 0),
    besideIdleSession: readDevices(history).besideIdle,
  };
}

function delays(
  history: History,
  allTold: readonly {
    readonly at: number;
    readonly body: { readonly id: string; readonly ended_at: string };
  }[],
): Counts['toldAfterMs'] {
  const first = new Map<string, number>();
  for (const { at, body } of allTold)
    if (!first.has(body.id)) first.set(body.id, Math.max(0, history.since(body.ended_at, at)));
  const sorted = [...first.values()].sort((one, other) => one - other);
  const reached = (share: number): number => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
  return { median: reached(0.5), most: reached(0.99) };
}

/** Whether nothing is wrong. */
export function isClean(verdict: Verdict): boolean {
  return Object.values(verdict).every((faults: readonly string[]) => faults.length === 0);
}

type Accepted = Submission & { readonly accepted: NonNullable<Submission['accepted']> };

function isAccepted(submission: Submission): submission is Accepted {
  return submission.accepted !== null;
}

function differs(record: JobDto, body: Told['body']): string | null {
  if (record.status !== body.status) return `the webhook says ${body.status}, the record ${record.status}`;
  if (record.ended_at !== body.ended_at)
    return `it ended at ${String(record.ended_at)}, by the webhook at ${body.ended_at}`;
  const [stored, said] = [record.result, body.result];
  if (stored?.error?.message !== said.error?.message)
    return `its error is "${stored?.error?.message ?? ''}", by the webhook "${said.error?.message ?? ''}"`;
  const outputs = (from: typeof said.retval): string => JSON.stringify(from.map((entry) => entry.stdout));
  return outputs(stored?.retval ?? []) === outputs(said.retval) ? null : 'the webhook has another output';
}

function lies(
  { status, result, worker }: JobDto,
  { commands }: Omit<Submission, 'accepted'>,
  ended: ReadonlySet<string>,
  { lostWorkers, crashes }: History,
): string[] {
  const isSaidLost = result?.error?.type === 'WorkerLost';
  if (isSaidLost && crashes.length === 0 && !lostWorkers.has(pidOf(worker)))
    return [`WorkerLost, but nobody has killed ${worker ?? 'a worker'}`];
  if (status === 'canceled' || status === 'expired')
    return commands
      .filter((command) => ended.has(command))
      .map((command) => `${status}, but ran "${command}"`);
  if (status !== 'finished') return [];
  const unseen = commands.filter((command) => !ended.has(command));
  const shown = (result?.retval ?? []).map(({ stdout }) => stdout.trim());
  const isWhole = commands.every((command, index) => shown[index] === outputOf(command));
  return [
    ...unseen.map((command) => `finished, but the device did not finish "${command}"`),
    ...(isWhole ? [] : ['finished with outputs that the device did not give']),
  ];
}

/** A job that failed and waits to be run again lets the others of its device go first. */
function keepsItsPlace({ accepted }: Accepted, { records }: History): boolean {
  return (records.get(accepted.id)?.attempts ?? 0) <= 1;
}

function leaks({ handles }: History): string[] {
  return handles
    .filter(({ atStart, atRest }) => atRest > atStart + HANDLES_GAINED)
    .map(
      ({ process, atStart, atRest }) => `${process} began with ${atStart} handles and has ${atRest} at rest`,
    );
}

function groupBy<K, V>(values: readonly V[], keyOf: (value: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}
