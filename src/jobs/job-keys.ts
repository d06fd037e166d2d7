import type { EndedStatus } from './job-outcome.js';
import { FIFO_QUEUE } from '../fleet/worker-queues.js';
import { KEY_PREFIX } from '../redis/key-prefix.js';

/** Injection name of the shared queue's consuming side: its connections wait for Redis where the producer's fail fast. */
export const FIFO_WORKER_QUEUE = 'fifo-worker';

const BULL = `${KEY_PREFIX}:${FIFO_QUEUE}`;
const OWN = `${KEY_PREFIX}:jobs`;
const HOST_PREFIX = `${OWN}:host:`;

/** The Redis keys of Bull's queue that NetPulse reads, and of its own indexes. All share one hash tag (Cluster). */
export const JOB_KEYS = {
  job: (id: string) => `${BULL}:${id}`,
  jobPrefix: `${BULL}:`,
  /** How many jobs Bull has added. A job's number is its place in the line of its device. */
  counter: `${BULL}:id`,
  /** The jobs that wait for a worker and belong to none yet. */
  wait: `${BULL}:wait`,
  active: `${BULL}:active`,
  stalled: `${BULL}:stalled`,
  paused: `${BULL}:paused`,
  delayed: `${BULL}:delayed`,
  completed: `${BULL}:completed`,
  failed: `${BULL}:failed`,
  /** Every job by time of creation. */
  all: `${OWN}:all`,
  /** The jobs that have not ended, by time of creation. */
  open: `${OWN}:open`,
  /** The jobs that ended so and have been settled, by time of creation. */
  ended: (status: EndedStatus) => `${OWN}:${status}`,
  /** The jobs of one device host, by time of creation. */
  host: (host: string) => `${HOST_PREFIX}${host.toLowerCase()}`,
  hostPrefix: HOST_PREFIX,
  /** The hosts that have jobs, by when the newest was made. */
  hosts: `${OWN}:hosts`,
  /** The jobs that have not ended, by the moment at which they expire unless a worker has taken them. */
  deadline: `${OWN}:deadline`,
  /** The jobs whose end has been told to everyone concerned, by the moment at which their record goes. */
  settled: `${OWN}:settled`,
  /** How far the outbox has been read, per set. */
  checkpoint: (set: 'completed' | 'failed') => `${OWN}:checkpoint:${set}`,
  /** What is known of a batch. */
  batch: (id: string) => `${OWN}:batch:${id}`,
  /** The jobs of a batch, by their place in the request. */
  batchJobs: (id: string) => `${OWN}:batch:${id}:jobs`,
  /** The jobs of a batch that have not ended. */
  batchOpen: (id: string) => `${OWN}:batch:${id}:open`,
  /** The batches that have not ended, by the moment at which one is looked at whose jobs seem lost. */
  openBatches: `${OWN}:batches:open`,
  /** The batches that have ended and whose event has not been queued yet, by their end. */
  untoldBatches: `${OWN}:batches:untold`,
  idempotency: (digest: string) => `${OWN}:idempotency:${digest}`,
} as const;

/** Channel on which the ids of settled jobs are announced, several separated by spaces. */
export const ENDED_CHANNEL = `${OWN}:ended`;
/** Channel on which a job that ended without a worker is announced, so that a worker settles it at once. */
export const UNSETTLED_CHANNEL = `${OWN}:unsettled`;

/** Channel of what a running job's device sends, and of its start; spoken on only while somebody watches the job. */
export const outputChannel = (id: string): string => `${OWN}:output:${id}`;
/** Channel on which the ids of jobs are told that somebody watches, again and again while he does. */
export const WATCH_CHANNEL = `${OWN}:watch`;
/** How often a watcher says that he is still there. */
export const WATCH_RENEWAL_MS = 5_000;
