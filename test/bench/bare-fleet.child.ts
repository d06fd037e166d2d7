import { BareShell } from './bare-shell.js';
import { serve } from './child.js';
import { inFlight } from './in-flight.js';
import { spent } from './spent.js';

const shells = new Map<number, BareShell>();

serve({
  /** One command on each device, on the shell that is open or a new one. */
  run({ ports, lanes }: { ports: readonly number[]; lanes: number }) {
    return spent(() =>
      inFlight(ports.length, lanes, async (index) => {
        const port = ports[index] ?? 0;
        const login = { host: '127.0.0.1', port, username: 'admin', password: 'pwd123' };
        const shell = shells.get(port) ?? (await BareShell.open(login));
        shells.set(port, shell);
        await shell.exchange('show clock');
      }),
    );
  },

  stop() {
    for (const shell of shells.values()) shell.close();
    return Promise.resolve();
  },
});
