import type { LabDevice } from './lab.js';
import type { SeededRandom } from './seeded-random.js';

const LOGIN = { username: 'admin', password: 'pwd123' };

const TIMEOUT_SECONDS = 2;
/** An only attempt must have been seen by the receiver, which stands still for seconds where three runs share two cores. */
const ONLY_TIMEOUT_SECONDS = 8;

/** How to connect to a device of the lab. */
export function connectionTo({ device }: LabDevice): object {
  return { device_type: 'cisco_ios', host: '127.0.0.1', port: device.port, ...LOGIN };
}

/** A webhook that tells everything; half of them are tried again when they fail. */
export function webhookTo(url: string, random: SeededRandom): object {
  const isRetried = random.chance(0.5);
  return {
    name: 'event',
    url,
    timeout: isRetried ? TIMEOUT_SECONDS : ONLY_TIMEOUT_SECONDS,
    max_retries: isRetried ? 10 : 0,
    retry_intervals: [1],
  };
}

/** Commands for one device, none of which another job has; the device learns what to answer. */
export class FreshCommands {
  private count = 0;

  constructor(private readonly lab: LabDevice) {}

  next(words = 'show chaos'): string {
    const command = `${words} ${this.lab.name}-${++this.count}`;
    this.lab.teach(command);
    return command;
  }
}
