import type { Queue } from 'bull';

/** What a Bull queue has and its types do not tell (Bull 4.16.5). */
export interface QueueInside {
  /** The names of its Redis keys: Bull reads `wait` here to add jobs and to take them. */
  readonly keys: { wait: string } & Readonly<Record<string, string>>;
  /** What Bull locks the jobs with that this queue takes. */
  readonly token: string;
  /** The name of a Redis key, made anew. */
  toKey(type: string): string;
}

/** A library was made in another way than NetPulse relies on: it was upgraded, and a place that reaches into it was not. */
export class LibraryInsideError extends Error {
  readonly code = 'LIBRARY_INSIDE_MISSING';
  constructor(library: string, missing: string) {
    super(
      `${library} has no ${missing} any more, which NetPulse relies on: CONTRIBUTING.md has the places to look at`,
    );
  }
}

/** @throws LibraryInsideError when Bull's queues are made otherwise: to be asked at start, before a job can be lost */
export function insideOf(queue: Queue): QueueInside {
  const { keys, token, toKey } = queue as unknown as Partial<QueueInside>;
  if (typeof keys?.wait !== 'string') throw new LibraryInsideError('Bull', 'Queue.keys.wait');
  if (typeof token !== 'string' || token === '') throw new LibraryInsideError('Bull', 'Queue.token');
  if (typeof toKey !== 'function') throw new LibraryInsideError('Bull', 'Queue.toKey');
  return queue as unknown as QueueInside;
}
