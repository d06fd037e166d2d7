import { plainToInstance } from 'class-transformer';
import { NetmikoConnectionArgs } from '../src/drivers/netmiko/netmiko-connection-args.js';
import type { NetmikoDriverArgs } from '../src/drivers/netmiko/netmiko-driver-args.js';
import { NetmikoDriver } from '../src/drivers/netmiko/netmiko.driver.js';
import { entered, printed } from './harness/lab-session.js';
import { uncheckedHostKeys } from './harness/unchecked-host-keys.js';
import { LAB_PASSWORD, LAB_SECRET } from './lab/platforms/lab-platform.js';
import { labOf } from './lab/platforms/lab-platforms.js';
import { LabDevice } from './lab/platforms/lab-shell.js';
import { LabTelnetServer } from './lab/platforms/lab-telnet-server.js';

const never = new AbortController().signal;
const quick: NetmikoDriverArgs = { read_timeout: 5 };
const driver = new NetmikoDriver({ legacyAlgorithms: false }, uncheckedHostKeys());

it.each(['cisco_ios', 'cisco_asa', 'arista_eos', 'hp_procurve', 'juniper_junos', 'linux'])(
  '%s answers a command over telnet, is configured, and tells when the connection is cut',
  async (label) => {
    const lab = labOf(label);
    const device = new LabDevice(lab);
    const server = await LabTelnetServer.start(device, 'admin');
    const args = plainToInstance(NetmikoConnectionArgs, {
      device_type: `${lab.deviceType}_telnet`,
      host: '127.0.0.1',
      port: server.port,
      username: 'admin',
      password: LAB_PASSWORD,
      secret: lab.isSecretNeeded ? LAB_SECRET : '',
    });
    try {
      const session = await driver.open(args, never);
      const { stdout } = await session.run(lab.script.command, quick, never);
      await session.configure(lab.script.lines, quick, never);
      const wasUsable = session.isUsable;
      server.cutAll();

      expect(stdout).toBe(printed(lab, lab.script.output));
      expect(device.running).toEqual(entered(lab));
      expect(wasUsable).toBe(true);
      await expect(session.run(lab.script.command, quick, never)).rejects.toMatchObject({
        type: 'SessionLost',
      });
      await session.close();
    } finally {
      await server.stop();
    }
  },
);
