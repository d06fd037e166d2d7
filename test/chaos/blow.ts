import type { Moment } from './moments.js';
import type { SeededRandom } from './seeded-random.js';

/** What is killed with -9 and started again. */
export type Prey = 'worker' | 'api' | 'redis';
/** What is hit. `retired` is a worker or an api process that is told to end, by SIGTERM, and started again when it has. */
export type Target = Prey | 'retired' | 'device' | 'receiver';

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

const WEIGHTS: readonly (readonly [Target, number])[] = [
  ['worker', 0.32],
  ['redis', 0.25],
  ['api', 0.14],
  ['retired', 0.09],
  ['device', 0.14],
  ['receiver', 0.06],
];

const MOMENTS: Readonly<Record<Target, readonly (Moment | null)[]>> = {
  worker: ['a command ended', 'a command ended', 'a webhook came', null],
  redis: ['a command ended', 'a job was sent', 'a webhook came', null],
  api: ['a job was sent', 'a job was sent', null],
  retired: ['a command ended', 'a job was sent', null],
  device: [null],
  receiver: [null],
};

/** What follows a moment is done within so many milliseconds. */
const MOST_DELAY_MS = 8;
const MOST_AWAY_MS = 800;

export function drawBlow(random: SeededRandom, gapMs: number): Blow {
  const target = drawTarget(random);
  return {
    target,
    afterMs: random.between(0, 2 * gapMs),
    moment: random.pick(MOMENTS[target]),
    delayMs: random.between(0, MOST_DELAY_MS),
    awayMs: random.between(0, MOST_AWAY_MS),
  };
}

function drawTarget(random: SeededRandom): Target {
  let left = random.next();
  for (const [target, weight] of WEIGHTS) {
    left -= weight;
    if (left < 0) return target;
  }
  return 'worker';
}
