import type { NetmikoDriverArgs } from '../src/drivers/netmiko/netmiko-driver-args.js';
import { entered, openLab, printed } from './harness/lab-session.js';
import { LAB_PLATFORMS } from './lab/platforms/lab-platforms.js';
import { whole } from './lab/platforms/lab-terminal.js';

const patient: NetmikoDriverArgs = { read_timeout: 30 };
const LOG_LINE = '*Nov 24 07:00:00.000: %LINK-3-UPDOWN: Interface Gi0/9, changed state to down';

// All at once, as each buried prompt is half a second of silence.
it('finds the prompt that a log line came behind, after every step on every platform', async () => {
  const found = await Promise.all(
    LAB_PLATFORMS.map(async (lab) => {
      const { signal } = new AbortController();
      const { session, device } = await openLab(lab, { logBehindPrompt: LOG_LINE }, undefined, whole);
      const { stdout } = await session.run(lab.script.command, patient, signal);
      await session.configure(lab.script.lines, { ...patient, save: true }, signal);
      return [lab.label, { stdout, running: device.running, isUsable: session.isUsable }];
    }),
  );

  expect(found).toEqual(
    LAB_PLATFORMS.map((lab) => [
      lab.label,
      { stdout: printed(lab, lab.script.output), running: entered(lab), isUsable: true },
    ]),
  );
});
