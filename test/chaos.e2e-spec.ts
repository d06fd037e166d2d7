import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobDto } from '../src/jobs/job.dto.js';
import type { BatchDto } from '../src/jobs/batches/batch.dto.js';
import { drawBlow, TROUBLES, type Target } from './chaos/blow.js';
import { History, type BatchWebhookBody, type Told } from './chaos/history.js';
import { outputOf } from './chaos/lab.js';
import { SeededRandom } from './chaos/seeded-random.js';
import { count, isClean, judge } from './chaos/verdict.js';

const CHAOS = join(import.meta.dirname, '../dist/test/chaos/chaos.js');
const ENDED_AT = '2026-01-02T03:04:05.000Z';

function aRecord(id: string, command: string, changes: Partial<JobDto> = {}): JobDto {
  const record = {
    id,
    status: 'finished',
    ended_at: ENDED_AT,
    worker: 'noc-1-77-a1b2c3',
    result: { type: 1, retval: [{ command, stdout: outputOf(command) }], error: null },
    ...changes,
  };
  return record as unknown as JobDto;
}

const aBatchEnd = (counts: BatchWebhookBody['counts']): Told<BatchWebhookBody> => ({
  at: 9,
  answer: 'ok',
  body: { id: 'all', event_type: 'batch.completed', ended_at: ENDED_AT, counts },
});

/** A batch of two jobs that did all that is promised; `spoil` makes something of it wrong. */
function aHistory(spoil: (history: History) => void = () => undefined): History {
  const history = new History();
  ['a', 'b'].forEach((id, index) => {
    const command = `show ${id}`;
    const accepted = { id, at: index };
    history.submissions.push({ commands: [command], device: 'R1', wish: 'run', mostRuns: 1, accepted });
    history.records.set(id, aRecord(id, command));
    const record = aRecord(id, command);
    history.told.push({ at: 9, answer: 'ok', body: record as unknown as Told['body'] });
    const seen = { device: 'R1', session: index, command };
    history.deviceEvents.push({ ...seen, at: 10 * index, what: 'began' });
    history.deviceEvents.push({ ...seen, at: 10 * index + 5, what: 'ended' });
  });
  history.batches.push({ jobs: [...history.submissions], accepted: { id: 'all', at: 1 } });
  history.batchRecords.set('all', { status: 'ended' } as BatchDto);
  history.toldOfBatches.push(aBatchEnd({ finished: 2 }));
  spoil(history);
  return history;
}

/** Kinds of faults that are found. */
function faultsOf(history: History): string[] {
  return Object.entries(judge(history)).flatMap(([kind, faults]: [string, readonly string[]]) =>
    faults.length > 0 ? [kind] : [],
  );
}

describe('the verdict on a run of chaos', () => {
  it('is clean when everything was as promised, and counts what came twice', () => {
    const history = aHistory(({ told }) => told.push(...told.slice(0, 1)));

    expect(isClean(judge(history))).toBe(true);
    expect(count(history)).toMatchObject({ jobs: 2, accepted: 2, batches: 1, webhooks: 4, duplicates: 1 });
  });

  it.each<[string, string, (history: History) => void]>([
    ['a job without a record', 'lost', ({ records }) => records.delete('a')],
    [
      'a job that never ended',
      'lost',
      ({ records }) => records.set('a', aRecord('a', 'show a', { status: 'started' })),
    ],
    ['a job that nobody was told of', 'lost', ({ told }) => told.pop()],
    ['a batch without a record', 'lost', ({ batchRecords }) => batchRecords.clear()],
    [
      'a batch that never ended',
      'lost',
      ({ batchRecords }) => batchRecords.set('all', { status: 'running' } as BatchDto),
    ],
    ['a batch whose end nobody was told of', 'lost', ({ toldOfBatches }) => toldOfBatches.pop()],
    [
      'a batch that was accepted without one of its jobs',
      'lost',
      ({ submissions }) => submissions.forEach((job) => (job.accepted = null)),
    ],
    [
      'a webhook that counts the jobs of a batch wrongly',
      'contradicted',
      ({ toldOfBatches }) => toldOfBatches.push(aBatchEnd({ finished: 1 })),
    ],
    [
      'a webhook of another end',
      'contradicted',
      ({ records }) => records.set('a', aRecord('a', 'show a', { ended_at: '2026-01-02T03:04:06.000Z' })),
    ],
    [
      'an output that the device did not give',
      'untrue',
      ({ records }) => records.set('a', aRecord('a', 'show b')),
    ],
    [
      'a command that ran twice',
      'repeated',
      ({ deviceEvents }) => deviceEvents.push(...deviceEvents.slice(0, 2)),
    ],
    [
      'jobs in another order',
      'disordered',
      ({ deviceEvents }) => deviceEvents.unshift(...deviceEvents.splice(2, 2)),
    ],
    [
      'two sessions at work',
      'overlapping',
      ({ deviceEvents }) => deviceEvents.push(...deviceEvents.splice(1, 1)),
    ],
    ['a process that ended by itself', 'crashed', (history) => history.crashed('worker-1 ended by itself')],
    [
      'handles that were not given back',
      'leaking',
      (history) => (history.handles = [{ process: 'api-1', atStart: 20, atRest: 60 }]),
    ],
    ['a job that waits for ever', 'leftOver', (history) => (history.leftovers = { open: 1 })],
  ])('finds %s', (_what, kind, spoil) => {
    expect(faultsOf(aHistory(spoil))).toContain(kind);
  });

  it('believes no WorkerLost of a worker that nobody has killed', () => {
    const error = { type: 'WorkerLost', message: 'gone' };
    const lost = { status: 'failed', result: { type: 2, retval: [], error } } as unknown as Partial<JobDto>;
    const history = aHistory(({ records, told, toldOfBatches }) => {
      records.set('a', aRecord('a', 'show a', lost));
      told[0] = { at: 9, answer: 'ok', body: aRecord('a', 'show a', lost) as unknown as Told['body'] };
      toldOfBatches[0] = aBatchEnd({ finished: 1, failed: 1 });
    });

    expect(faultsOf(history)).toEqual(['untrue']);
    history.lostWorkers.add(77);
    expect(faultsOf(history)).toEqual([]);
  });
});

describe('the schedule of blows', () => {
  const drawn = (without: readonly Target[]): Set<Target> => {
    const random = new SeededRandom(1);
    return new Set(Array.from({ length: 500 }, () => drawBlow(random, 300, without).target));
  };

  it('hits everything that can be hit, and nothing that is spared', () => {
    expect(drawn([])).toEqual(new Set(['worker', 'api', 'redis', ...TROUBLES]));
    expect(drawn(TROUBLES)).toEqual(new Set(['worker', 'api', 'redis']));
  });
});

describe('a short run of chaos', () => {
  it('kills workers, api and Redis in the middle of their work, and nothing is lost', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'netpulse-chaos-'));
    const file = join(folder, 'history.json');
    const size = [
      '--apis',
      '1',
      '--workers',
      '2',
      '--devices',
      '4',
      '--batch-devices',
      '2',
      '--jobs-per-second',
      '10',
    ];
    const blows = [
      '--seed',
      '5',
      '--kills',
      '5',
      '--gap-ms',
      '300',
      '--cut-offs',
      '0',
      '--settle-seconds',
      '60',
      '--spare',
      'drained,paused,frozen,full',
    ];
    const child = spawn(process.execPath, [CHAOS, ...size, ...blows, '--history', file]);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => (output += String(chunk)));

    const [code] = (await once(child, 'exit')) as [number | null];

    expect(code, output).toBe(0);
    const { kills, counts } = JSON.parse(readFileSync(file, 'utf8')) as {
      kills: Record<string, number>;
      counts: { accepted: number; batches: number };
    };
    rmSync(folder, { recursive: true, force: true });
    expect(Object.values(kills).reduce((sum, one) => sum + one, 0)).toBe(5);
    expect(counts.accepted).toBeGreaterThan(5);
    expect(counts.batches).toBeGreaterThan(0);
  }, 180_000);
});
