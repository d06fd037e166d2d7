import type { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import { KEY_PREFIX } from '../../src/redis/key-prefix.js';
import { PINNED_KEYS } from '../../src/fleet/worker-queues.js';
import { JOB_KEYS } from '../../src/jobs/job-keys.js';
import type { Cluster } from './cluster.js';
import type { FrontDoor, Reply } from './front-door.js';
import type { Handles, History } from './history.js';

const LOOK_MS = 1_000;
/** What is told twice is told within so long after it was told once. */
const QUIET_MS = 3_000;
const SESSIONS_CLOSED_MS = 3_500;
/** What was handed out by a Redis that died before it could say to whom is found when Bull's lock of it runs out. */
const LOCKS_OVER_MS = 45_000;
const SAY_EVERY = 10;

interface Parts {
  readonly cluster: Cluster;
  readonly door: FrontDoor;
  readonly history: History;
}

/**
 * Waits until every accepted job and batch has ended and has been told of, reads the records into the history, and counts what is
 * left behind.
 *
 * @returns how long that took, in milliseconds; null when the time was over before
 */
export async function settle(
  { cluster, door, history }: Parts,
  withinSeconds: number,
  say: (line: string) => void,
): Promise<number | null> {
  const begin = history.now;
  const deadline = begin + withinSeconds * 1_000;
  const jobs = new Set(history.submissions.flatMap(({ accepted }) => accepted?.id ?? []));
  const batches = new Set(history.batches.flatMap(({ accepted }) => accepted?.id ?? []));
  const openCount = (): number => jobs.size + batches.size;
  for (let look = 1; openCount() > 0 && history.now < deadline; look++) {
    await dropSettled(jobs, history.told, history.records, (id) => door.get(id));
    await dropSettled(batches, history.toldOfBatches, history.batchRecords, (id) => door.getBatch(id));
    if (look % SAY_EVERY === 0)
      say(`${jobs.size} jobs and ${batches.size} batches have not ended, or have not been told of`);
    if (openCount() > 0) await sleep(LOOK_MS);
  }
  const settledAfterMs = openCount() === 0 ? history.now - begin : null;
  const lastTold = (): number => history.told.at(-1)?.at ?? 0;
  while (history.now < deadline && history.now - lastTold() < QUIET_MS) await sleep(LOOK_MS);
  // A job that ended twice would have another record now.
  for (const { accepted } of history.submissions) {
    const answer = accepted ? await door.get(accepted.id) : 'unknown';
    if (answer !== 'unknown' && answer.status === 200) history.records.set(answer.body.id, answer.body);
  }
  await sleep(SESSIONS_CLOSED_MS);
  history.leftovers = await leftovers(cluster);
  const looksUntil = history.now + LOCKS_OVER_MS;
  while (Object.keys(history.leftovers).length > 0 && history.now < looksUntil) {
    await sleep(LOOK_MS);
    history.leftovers = await leftovers(cluster);
  }
  history.handles = cluster.handles().map((one) => withoutClients(one, door.clientCount));
  return settledAfterMs;
}

/** Takes out what has ended and has been told of, and keeps the records. */
async function dropSettled<R extends { readonly ended_at: string | null }>(
  open: Set<string>,
  toldOf: readonly { readonly body: { readonly id: string } }[],
  records: Map<string, R>,
  get: (id: string) => Promise<Reply<R>>,
): Promise<void> {
  const told = new Set(toldOf.map(({ body }) => body.id));
  for (const id of open) {
    const answer = await get(id);
    if (answer === 'unknown' || answer.status !== 200) continue;
    records.set(id, answer.body);
    if (answer.body.ended_at !== null && told.has(id)) open.delete(id);
  }
}

/** Clients keep a connection each open for their next request, for longer than a run rests. */
function withoutClients(handles: Handles, clients: number): Handles {
  const isApi = handles.process.startsWith('api');
  return isApi ? { ...handles, atRest: Math.max(handles.atStart, handles.atRest - clients) } : handles;
}

/** Whatever still waits for something in Redis. */
async function leftovers(cluster: Cluster): Promise<Record<string, number>> {
  const redis = cluster.redis.client();
  try {
    const deliveries = `${KEY_PREFIX}:webhooks`;
    const lists = [JOB_KEYS.wait, JOB_KEYS.active, `${deliveries}:wait`, `${deliveries}:active`];
    const lines = await redis.keys(`${KEY_PREFIX}:devices:line:*`);
    lists.push(...(await redis.keys(`${PINNED_KEYS.prefix}*`)));
    const sets = [JOB_KEYS.open, JOB_KEYS.delayed, `${deliveries}:delayed`, ...lines];
    await haveUnpromisedExpire(redis);
    const counted: Record<string, number> = {};
    for (const key of await redis.keys(JOB_KEYS.host('*')))
      counted[key] = (await withoutRecord(redis, await redis.zrange(key, 0, -1))).length;
    for (const key of lists) counted[key] = await redis.llen(key);
    for (const key of sets) counted[key] = await redis.zcard(key);
    return Object.fromEntries(Object.entries(counted).filter(([, many]) => many > 0));
  } finally {
    redis.disconnect();
  }
}

/**
 * A job that was listed and never added, its api or Redis having died in between, is forgotten when its ttl is over: that is
 * now. Nothing is submitted any more.
 */
async function haveUnpromisedExpire(redis: Redis): Promise<void> {
  const lost = await withoutRecord(redis, await redis.zrange(JOB_KEYS.deadline, 0, -1));
  for (const id of lost) await redis.zadd(JOB_KEYS.deadline, 'XX', 0, id);
}

async function withoutRecord(redis: Redis, ids: readonly string[]): Promise<string[]> {
  const exists = await Promise.all(ids.map((id) => redis.exists(JOB_KEYS.job(id))));
  return ids.filter((_id, index) => exists[index] === 0);
}
