import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster.js';
import type { DeviceClient } from './device-client.js';
import type { FrontDoor } from './front-door.js';
import type { History } from './history.js';
import { pidOf, type Member } from './member.js';

/** Longer than a lease, and as long as it takes until the job is given to another worker. */
const CUT_MS = 42_000;
const LOOK_MS = 200;

interface Parts {
  readonly cluster: Cluster;
  readonly client: DeviceClient;
  readonly door: FrontDoor;
  readonly history: History;
}

/**
 * Cuts a worker off from Redis while it waits for a device to finish a long command. It cannot know that others take it
 * for dead: unless it lets go of the device in time, its next job meets the long command.
 *
 * @param stop gives up before the cut
 */
export async function cutOff({ cluster, client, door, history }: Parts, stop: AbortSignal): Promise<void> {
  const long = await client.submit({ isLong: true }, stop);
  await client.submit({ isLong: false }, stop);
  const [command = ''] = long.commands;
  const worker = await whoRuns(long.accepted?.id ?? '', command, { cluster, door, history, stop });
  if (!worker?.link) return;
  const { link } = worker;
  worker.isSpared = true;
  history.lostWorkers.add(worker.pid);
  history.did(`cut ${worker.name} off from Redis`);
  link.cut();
  await sleep(CUT_MS);
  link.mend();
  worker.isSpared = false;
  history.did(`joined ${worker.name} with Redis`);
}

async function whoRuns(
  id: string,
  command: string,
  { cluster, door, history, stop }: Omit<Parts, 'client'> & { stop: AbortSignal },
): Promise<Member | undefined> {
  while (!stop.aborted) {
    await sleep(LOOK_MS);
    const isUnderWay = (what: 'began' | 'ended'): boolean =>
      history.deviceEvents.some((event) => event.what === what && event.command === command);
    if (isUnderWay('ended')) return undefined;
    if (!isUnderWay('began')) continue;
    const answer = await door.get(id);
    if (answer === 'unknown' || answer.status !== 200) continue;
    if (answer.body.ended_at !== null) return undefined;
    const pid = pidOf(answer.body.worker);
    return cluster.workers.find((worker) => worker.isReady && worker.pid === pid);
  }
  return undefined;
}
