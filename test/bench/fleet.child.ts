import type { DeviceBehavior } from '../lab/ssh-device/device-options.js';
import { SshDevice } from '../lab/ssh-device/ssh-device.js';
import { serve } from './child.js';

const devices: SshDevice[] = [];

serve({
  /** @returns the ports */
  async start({ count }: { count: number }) {
    const options = { isPrivileged: true, commands: { 'show clock': '12:00:00.000 UTC Tue Nov 24 2026' } };
    for (let index = 0; index < count; index++) devices.push(await SshDevice.start(options));
    return devices.map(({ port }) => port);
  },

  /** Has every device take so long for a command; an empty line it answers at once. */
  takeTime({ ms }: { ms: number }) {
    for (const { behavior } of devices) behavior.delayMs = (line) => (line === '' ? 0 : ms);
    return Promise.resolve();
  },

  async behave({ index, ...behavior }: { index: number } & Partial<DeviceBehavior>) {
    Object.assign(devices[index]?.behavior ?? {}, behavior);
  },

  async stop() {
    await Promise.all(devices.map((device) => device.stop()));
  },
});
