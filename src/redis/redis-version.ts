/** `SET` with both `NX` and `GET`, by which an `Idempotency-Key` is claimed, came with it. */
const OLDEST = { major: 7, minor: 0 } as const;
/** The oldest Redis that will do, as it is told. Valkey counts on from Redis 7.2, and says so itself. */
export const OLDEST_REDIS = `${OLDEST.major}.${OLDEST.minor}`;

/** The Redis that answers is too old. */
export class RedisTooOldError extends Error {
  readonly code = 'REDIS_TOO_OLD';
  constructor(version: string) {
    super(`it is version ${version}, and NetPulse needs ${OLDEST_REDIS} or later`);
  }
}

/** Whether this version, such as `6.0.16`, lacks something that NetPulse needs; one that cannot be read is believed in. */
export function isTooOld(version: string): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined || minor === undefined) return false;
  return Number(major) < OLDEST.major || (Number(major) === OLDEST.major && Number(minor) < OLDEST.minor);
}
