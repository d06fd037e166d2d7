import { isRedisUnavailable } from './redis-unavailable.js';

/**
 * To be called when this process, or thread, stops: what nobody waits for may fail by a Redis that is away. Bull makes its
 * blocking connection anew to interrupt it, and catches nothing of that before the running jobs have ended (4.16.5,
 * `whenCurrentJobsFinished`): Node would end the process there, with the jobs in it, and exit code 1.
 */
export function forgiveOutages(): void {
  process.on('unhandledRejection', (reason) => {
    if (!isRedisUnavailable(reason)) throw reason;
  });
}
