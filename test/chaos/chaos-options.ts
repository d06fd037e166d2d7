import { parseArgs } from 'node:util';
import { TROUBLES, type Trouble } from './blow.js';

/** What is switched off on purpose, to see that the suite finds it. */
export const WEAKNESSES = ['nothing', 'reconciler', 'lease'] as const;
export type Weakness = (typeof WEAKNESSES)[number];

export interface ChaosOptions {
  /** The schedule of blows and the stream of jobs are drawn from it. When which of them meets what is up to the machine. */
  readonly seed: number;
  /** kill -9 of workers, api processes and Redis, altogether. */
  readonly kills: number;
  /** From the end of a blow to the next one, in the mean, in milliseconds. */
  readonly gapMs: number;
  readonly jobsPerSecond: number;
  readonly devices: number;
  /** Devices that only batches are about. 0: no batches. */
  readonly batchDevices: number;
  readonly apis: number;
  readonly workers: number;
  /** How often a worker is cut off from Redis in the middle of a long command; some 45 s each, beside the kills. None with sentinels. */
  readonly cutOffs: number;
  /** How long everything may take to settle when the last blow has fallen, in seconds. */
  readonly settleSeconds: number;
  readonly without: Weakness;
  /** What does not befall anybody, besides the kills. */
  readonly spared: readonly Trouble[];
  readonly appendFsync: string;
  /** Redis is three servers behind sentinels: killing the primary is a failover. */
  readonly hasSentinels: boolean;
  /** Where the history goes, as JSON. */
  readonly history: string;
}

const DEFAULTS = {
  kills: 100,
  gapMs: 300,
  jobsPerSecond: 6,
  devices: 12,
  batchDevices: 6,
  apis: 2,
  workers: 3,
  settleSeconds: 180,
};

const FLAGS = {
  seed: { type: 'string' },
  kills: { type: 'string' },
  'gap-ms': { type: 'string' },
  'jobs-per-second': { type: 'string' },
  devices: { type: 'string' },
  'batch-devices': { type: 'string' },
  apis: { type: 'string' },
  workers: { type: 'string' },
  'cut-offs': { type: 'string' },
  'settle-seconds': { type: 'string' },
  without: { type: 'string' },
  spare: { type: 'string' },
  appendfsync: { type: 'string' },
  sentinel: { type: 'boolean', default: false },
  history: { type: 'string' },
} as const;

/** Reads the command line: `--seed 7 --kills 100 --without lease`. @throws Error that says what is wrong */
export function readOptions(args: readonly string[]): ChaosOptions {
  const { values } = parseArgs({ args: [...args], options: FLAGS, strict: true });
  const without = WEAKNESSES.find((known) => known === (values.without ?? 'nothing'));
  if (without === undefined) throw new Error(`--without must be one of: ${WEAKNESSES.join(', ')}`);
  // A worker without a lease does harm when it is cut off; what kills do to it is the same.
  const isLease = without === 'lease';
  const seed = number('seed', values.seed, Math.floor(Math.random() * 1_000_000));
  return {
    seed,
    kills: number('kills', values.kills, isLease ? 0 : DEFAULTS.kills),
    gapMs: number('gap-ms', values['gap-ms'], DEFAULTS.gapMs),
    jobsPerSecond: number('jobs-per-second', values['jobs-per-second'], DEFAULTS.jobsPerSecond),
    devices: number('devices', values.devices, DEFAULTS.devices),
    batchDevices: number('batch-devices', values['batch-devices'], DEFAULTS.batchDevices),
    apis: number('apis', values.apis, DEFAULTS.apis),
    workers: number('workers', values.workers, DEFAULTS.workers),
    cutOffs: values.sentinel ? 0 : number('cut-offs', values['cut-offs'], 1),
    settleSeconds: number('settle-seconds', values['settle-seconds'], DEFAULTS.settleSeconds),
    without,
    spared: values.spare?.split(',').map(trouble) ?? [],
    appendFsync: values.appendfsync ?? 'always',
    hasSentinels: values.sentinel,
    history: values.history ?? `chaos/history-${seed}.json`,
  };
}

function trouble(text: string): Trouble {
  const known = TROUBLES.find((one) => one === text);
  if (known === undefined) throw new Error(`--spare must be some of: ${TROUBLES.join(',')}`);
  return known;
}

function number(name: string, text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new Error(`--${name} must be a number that is not negative`);
}
