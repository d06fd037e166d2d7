import type { AdvancedSettings } from 'bull';
import { TURN_BACKOFF } from '../jobs/job-turns.js';
import { DeviceBusyError } from './device-busy-error.js';
import { JobRetryError } from './job-retry-error.js';

/** What Bull reads as: no more attempts. */
const STOP = -1;

/** Bull's settings for device jobs: a busy device and a retry send the job back to the queue, everything else ends it. */
export const TURN_SETTINGS: AdvancedSettings = {
  backoffStrategies: {
    [TURN_BACKOFF]: (_attemptsMade: number, error: Error) =>
      error instanceof DeviceBusyError || error instanceof JobRetryError ? error.backInMs : STOP,
  },
  // A job whose worker died is given out again; whoever gets it sees whether it had begun, and then only ends it.
  maxStalledCount: 1_000,
  stalledInterval: 5_000,
  // Long enough for an event loop that is blocked for a while: at its end another worker takes the job for lost.
  lockDuration: 30_000,
};
