import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventPayload } from '../../src/webhooks/callers/event-payload.js';
import { WEBHOOK_EVENT_TYPES, type BatchEvent } from '../../src/webhooks/job-event.js';
import { aJobEvent } from '../lab/webhook-receiver/a-job-event.js';
import { REPOSITORY } from './chapters.js';

const page = readFileSync(join(REPOSITORY, 'docs/reference/events.md'), 'utf8');
const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(
  ([, text = '']) => JSON.parse(text) as Record<string, object>,
);

describe('the reference page of events', () => {
  it('has every event there is', () => {
    const rows = [...page.matchAll(/^\| `((?:job|batch)\.\w+)`/gm)].map(([, name]) => name);

    expect(rows).toEqual(WEBHOOK_EVENT_TYPES);
  });

  it('has every type of error there is', () => {
    const section = page.slice(page.indexOf('## Why a job'), page.indexOf('## The event of a batch'));
    const rows = [...section.matchAll(/^\| `(\w+)`/gm)].map(([, name = '']) => name);

    expect(rows.sort()).toEqual([...errorTypes()].sort());
  });

  it('shows the event of a job and of a batch with the very fields that are sent', () => {
    const [job = {}, batch = {}] = examples;

    expect(shapeOf(eventPayload(aJobEvent()))).toEqual(shapeOf(job));
    expect(shapeOf(eventPayload(A_BATCH))).toEqual(shapeOf(batch));
  });
});

/** The unions of what drivers and templates may throw, and every other `type` that a job's error is given. */
function errorTypes(): Set<string> {
  const unions = [
    'src/drivers/device-error.ts',
    'src/templates/template-error.ts',
    'src/workers/job-runner.ts',
  ];
  const rooms = ['src/jobs', 'src/workers', 'src/credentials'];
  const given = rooms
    .flatMap((room) => sourcesOf(room))
    .flatMap((text) => namesIn(text, /\btype(?: =|:) '([A-Z]\w+)'/g));
  const named = unions.flatMap((path) => namesIn(textOf(path), /(?:\||type:) '([A-Z]\w+)'/g));
  const types = new Set([...named, ...given]);
  // Of the test of a device alone, which no event tells of.
  types.delete('Timeout');
  return types;
}

function sourcesOf(room: string): string[] {
  const files = readdirSync(join(REPOSITORY, room), { recursive: true, encoding: 'utf8' });
  return files.filter((name) => /(?<!\.spec)\.ts$/.test(name)).map((name) => textOf(join(room, name)));
}

function namesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name);
}

function textOf(path: string): string {
  return readFileSync(join(REPOSITORY, path), 'utf8');
}

const A_BATCH: BatchEvent = {
  type: 'batch.completed',
  batchId: 'b',
  driver: 'netmiko',
  total: 1,
  counts: { finished: 1, failed: 0, canceled: 0, expired: 0 },
  createdAt: '2026-01-01T00:00:00.000Z',
  endedAt: '2026-01-01T00:00:01.000Z',
  durationSeconds: 1,
};

/** The names of all fields, of those in fields too. */
function shapeOf(value: object): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map((item: unknown) => inner(item));
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, inner(field)]));
}

function inner(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? shapeOf(value) : true;
}
