import type { Moment } from './moments.js';
import type { SeededRandom } from './seeded-random.js';

/** What is killed with -9 and started again. */
export type Prey = 'worker' | 'api' | 'redis';
/** What befalls what goes on living, or ends in order. */
export const TROUBLES = ['retired', 'drained', 'paused', 'frozen', 'full', 'device', 'receiver'] as const;
export type Trouble = (typeof TROUBLES)[number];
/**
 * What is hit. `retired` is a worker or an api process that is told to end, by SIGTERM, and started again when it has;
 * `drained` a worker that is told so over REST, and `paused` one that has to rest for a while. `frozen` is Redis stopped in
 * its tracks, `full` its disk without room for another byte.
 */
export type Target = Prey | Trouble;

/** One thing that goes wrong. All times are milliseconds. */
export interface Blow {
  readonly target: Target;
  /** From the blow before to this one. */
  readonly afterMs: number;
  /** What is waited for then; null strikes at once. */
  readonly moment: Moment | null;
  /** How long after the moment. */
  readonly delayMs: number;
  /** How long what was hit stays away, where it does not come back by itself. */
  readonly awayMs: number;
}

/** How often each is drawn, as against the others. */
const WEIGHTS: readonly (readonly [Target, number])[] = [
  ['worker', 32],
  ['redis', 25],
  ['api', 14],
  ['retired', 9],
  ['device', 14],
  ['receiver', 6],
  ['drained', 5],
  ['paused', 6],
  ['frozen', 4],
  ['full', 4],
];

const MOMENTS: Readonly<Record<Target, readonly (Moment | null)[]>> = {
  worker: ['a command ended', 'a command ended', 'a webhook came', null],
  redis: ['a command ended', 'a job was sent', 'a webhook came', null],
  api: ['a job was sent', 'a job was sent', null],
  retired: ['a command ended', 'a job was sent', null],
  drained: ['a command ended', 'a job was sent', null],
  paused: ['a job was sent', null],
  frozen: ['a command ended', 'a job was sent', 'a webhook came', null],
  full: ['a command ended', 'a job was sent', 'a webhook came', null],
  device: [null],
  receiver: [null],
};

/** What follows a moment is done within so many milliseconds. */
const MOST_DELAY_MS = 8;
const MOST_AWAY_MS = 800;
/** What lasts is not over before anybody has missed anything. Two in a row are shorter than a worker's lease. */
const LASTING: ReadonlySet<Target> = new Set(['paused', 'frozen', 'full']);
const MOST_LASTING_MS = 6_000;

/** @param without targets that are not drawn */
export function drawBlow(random: SeededRandom, gapMs: number, without: readonly Target[]): Blow {
  const target = drawTarget(random, without);
  return {
    target,
    afterMs: random.between(0, 2 * gapMs),
    moment: random.pick(MOMENTS[target]),
    delayMs: random.between(0, MOST_DELAY_MS),
    awayMs: random.between(0, LASTING.has(target) ? MOST_LASTING_MS : MOST_AWAY_MS),
  };
}

function drawTarget(random: SeededRandom, without: readonly Target[]): Target {
  const drawn = WEIGHTS.filter(([target]) => !without.includes(target));
  let left = random.next() * drawn.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [target, weight] of drawn) {
    left -= weight;
    if (left < 0) return target;
  }
  return 'worker';
}
