import { setMaxListeners } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChaosOptions } from './chaos-options.js';
import { BatchClient } from './batch-client.js';
import type { Trouble } from './blow.js';
import { Cluster } from './cluster.js';
import { cutOff } from './cut-off.js';
import { DeviceClient } from './device-client.js';
import { Foreman } from './foreman.js';
import { FrontDoor } from './front-door.js';
import { History } from './history.js';
import { Lab } from './lab.js';
import { Moments } from './moments.js';
import { SeededRandom } from './seeded-random.js';
import { settle } from './settling.js';
import { Striker } from './striker.js';
import { count, isClean, judge, type Counts, type Verdict } from './verdict.js';

/** From the answer to a batch to the next one, in the mean. */
const BATCH_GAP_MS = 3_000;

export interface ChaosReport {
  readonly history: History;
  readonly verdict: Verdict;
  readonly counts: Counts;
  readonly kills: Readonly<Record<string, number>>;
  /** How often what happened besides the kills. */
  readonly troubles: Readonly<Record<Trouble, number>>;
  readonly settledAfterMs: number | null;
  readonly isClean: boolean;
}

/** Plays one run: starts everything, lets jobs flow while blows fall, waits until all is settled, and judges. */
export async function runChaos(options: ChaosOptions, say: (line: string) => void): Promise<ChaosReport> {
  const folder = mkdtempSync(join(tmpdir(), 'netpulse-chaos-'));
  const history = new History();
  const moments = new Moments();
  const random = new SeededRandom(options.seed);
  // The last device is for long commands.
  const lab = await Lab.start(options.devices + 1, options.batchDevices, history, moments);
  let cluster: Cluster | undefined;
  let report: ChaosReport | undefined;
  try {
    cluster = await Cluster.start(options, folder, (why) => history.crashed(why));
    history.did('everything is ready');
    say(`ready after ${(history.now / 1_000).toFixed(1)} s; output of the processes in ${folder}`);
    const door = new FrontDoor(cluster, new SeededRandom(options.seed + 1), lab.devices.length + 1);
    const clients = lab.devices.map(
      (device, index) =>
        new DeviceClient(
          device,
          lab.webhookUrl,
          door,
          history,
          moments,
          new SeededRandom(options.seed + 2 + index),
        ),
    );
    const batches = new BatchClient(
      lab.batchDevices,
      lab.webhookUrl,
      door,
      history,
      moments,
      new SeededRandom(options.seed - 1),
    );
    const foreman = new Foreman(door);
    const striker = new Striker(cluster, lab, foreman, history, moments, random, options.spared);
    await play({ cluster, clients, batches, door, history, striker }, options, say);
    await cluster.whole();
    say(`${striker.killCount} kills after ${(history.now / 1_000).toFixed(1)} s; everything is there again`);
    const settledAfterMs = await settle({ cluster, door, history }, options.settleSeconds, say);
    const verdict = judge(history);
    const counts = count(history);
    const { kills, troubles } = striker;
    report = { history, verdict, counts, kills, troubles, settledAfterMs, isClean: isClean(verdict) };
    return report;
  } finally {
    await cluster?.stop();
    await lab.stop();
    if (report?.isClean) rmSync(folder, { recursive: true, force: true });
  }
}

interface Play {
  readonly cluster: Cluster;
  readonly clients: readonly DeviceClient[];
  readonly batches: BatchClient;
  readonly door: FrontDoor;
  readonly history: History;
  readonly striker: Striker;
}

async function play(
  { cluster, clients, batches, door, history, striker }: Play,
  options: ChaosOptions,
  say: (line: string) => void,
): Promise<void> {
  const over = new AbortController();
  setMaxListeners(0, over.signal);
  const [patient, ...others] = [...clients].reverse();
  const gapMs = (others.length / options.jobsPerSecond) * 1_000;
  const streams = others.map((client) => client.keepSubmitting(gapMs, over.signal));
  streams.push(batches.keepSubmitting(BATCH_GAP_MS, over.signal));
  const cuts = async (): Promise<void> => {
    for (let done = 0; done < options.cutOffs && !over.signal.aborted && patient; done++)
      await cutOff({ cluster, client: patient, door, history }, over.signal);
  };
  const cutting = cuts();
  const progress = setInterval(() => {
    say(`${striker.killCount} kills, ${history.submissions.length} jobs, ${history.told.length} webhooks`);
  }, 10_000);
  try {
    await striker.strikeUntil(options.kills, options.gapMs);
    // Without kills there is still the cut, and something that may meet it.
    if (options.kills === 0) await cutting;
  } finally {
    clearInterval(progress);
    over.abort();
    await Promise.all([...streams, cutting]);
    await sleep(0);
  }
}
