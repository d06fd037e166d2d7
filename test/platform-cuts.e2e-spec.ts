import type { NetmikoDriverArgs } from '../src/drivers/netmiko/netmiko-driver-args.js';
import { entered, openLab, platformOf } from './harness/lab-session.js';
import { LAB_PLATFORMS } from './lab/platforms/lab-platforms.js';
import { cutAt } from './lab/platforms/lab-terminal.js';

const patient: NetmikoDriverArgs = { read_timeout: 30 };
const never = new AbortController().signal;
/** What a device sends at one time is seldom longer, but for the output of commands. */
const LAST_PLACE = 60;

it.each(LAB_PLATFORMS.map((lab) => ({ label: lab.label, lab })))(
  '$label: login, privilege, configuration, commit and saving are read right, wherever each answer is cut',
  async ({ lab }) => {
    const { lines } = lab.script;
    const saved = platformOf(lab).save ? entered(lab) : null;

    for (let place = 1; place <= LAST_PLACE; place += 1) {
      const { session, device } = await openLab(lab, {}, undefined, cutAt(place));
      await session.configure(lines, { ...patient, save: true }, never);

      const { running, candidate } = device;
      expect(
        { running, candidate, saved: device.saved, isUsable: session.isUsable },
        `cut at ${place}`,
      ).toEqual({ running: entered(lab), candidate: [], saved, isUsable: true });
    }
  },
);
