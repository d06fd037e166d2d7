import { SshDevice } from '../lab/ssh-device/ssh-device.js';
import { serve } from './child.js';

let device: SshDevice | undefined;

serve({
  async start() {
    device = await SshDevice.start({
      isPrivileged: true,
      commands: { 'show clock': '12:00:00.000 UTC Tue Nov 24 2026' },
    });
    return device.port;
  },

  async stop() {
    await device?.stop();
  },
});
