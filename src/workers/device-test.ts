import { DeviceError } from '../drivers/device-error.js';
import type { Driver, LoginSource } from '../drivers/driver.js';
import type { DeviceTestFindings } from '../jobs/job-outcome.js';

const MS_PER_SECOND = 1_000;

/**
 * Opens a session to a device, whether one is kept or not, asks for a sign of life, and closes it.
 *
 * @throws DeviceError saying why there is no session, or no sign of life
 */
export async function testDevice(
  driver: Driver,
  args: object,
  loginFrom: LoginSource,
  signal: AbortSignal,
): Promise<DeviceTestFindings> {
  const start = performance.now();
  const session = await driver.open(args, signal, loginFrom);
  try {
    const opened = performance.now();
    if (!(await session.isAlive(signal))) {
      throw new DeviceError('SessionLost', 'Session lost: The device let in, and then did not answer');
    }
    const { prompt = null, remoteVersion = null, deviceType, capabilities } = session.facts ?? {};
    return {
      connectSeconds: secondsBetween(start, opened),
      responseSeconds: secondsBetween(opened, performance.now()),
      prompt,
      remoteVersion,
      ...(deviceType === undefined ? {} : { deviceType }),
      ...(capabilities === undefined ? {} : { capabilities }),
    };
  } finally {
    await session.close();
  }
}

/** Whole milliseconds, in seconds. */
function secondsBetween(from: number, to: number): number {
  return Math.round(to - from) / MS_PER_SECOND;
}
