import { plainToInstance } from 'class-transformer';
import type { CliSession } from '../src/drivers/netmiko/cli-session.js';
import { NetmikoConnectionArgs } from '../src/drivers/netmiko/netmiko-connection-args.js';
import { NetmikoDriver } from '../src/drivers/netmiko/netmiko.driver.js';
import { findPlatform, PLATFORMS } from '../src/drivers/netmiko/platforms/platform-registry.js';
import type { Probe } from '../src/drivers/netmiko/platforms/platform.js';
import { platformOfAnswer, platformOfRemoteVersion } from '../src/drivers/netmiko/recognition.js';
import { uncheckedHostKeys } from './harness/unchecked-host-keys.js';
import { canRunFrr, FrrDaemon } from './lab/frr/frr-daemon.js';
import { canRunOpenSsh, OpenSshServer } from './lab/openssh/openssh-server.js';
import { LAB_SECRET, type LabPlatform } from './lab/platforms/lab-platform.js';
import { LAB_PLATFORMS } from './lab/platforms/lab-platforms.js';
import { LabDevice, NO_TROUBLES } from './lab/platforms/lab-shell.js';
import { LabSshServer } from './lab/platforms/lab-ssh-server.js';
import { captures } from './lab/platforms/recordings.js';

const never = new AbortController().signal;
const driver = new NetmikoDriver({ legacyAlgorithms: true }, uncheckedHostKeys());

function connect(target: object): Promise<CliSession> {
  const args = { device_type: 'autodetect', host: '127.0.0.1', conn_timeout: 5, ...target };
  return driver.open(plainToInstance(NetmikoConnectionArgs, args), never);
}

/** Has a lab device for the time of a test. */
async function withLab(
  lab: LabPlatform,
  test: (device: LabDevice, server: LabSshServer) => Promise<void>,
): Promise<void> {
  const device = new LabDevice(lab, NO_TROUBLES);
  const server = await LabSshServer.start(device);
  try {
    await test(device, server);
  } finally {
    await server.stop();
  }
}

function login(lab: LabPlatform, server: LabSshServer): object {
  const secret = lab.isSecretNeeded ? LAB_SECRET : '';
  return { port: server.port, username: 'admin', password: LabSshServer.password, secret };
}

function labOf(label: string): LabPlatform {
  const lab = LAB_PLATFORMS.find((platform) => platform.label === label);
  if (!lab) throw new Error(`no lab for ${label}`);
  return lab;
}

describe('device_type autodetect', () => {
  it.each(LAB_PLATFORMS.map((lab) => ({ label: lab.label, lab })))(
    'finds out $label, and the session goes on as that',
    async ({ lab }) => {
      await withLab(lab, async (device, server) => {
        const session = await connect(login(lab, server));
        const { stdout } = await session.run(lab.script.command, {}, never);
        await session.configure(lab.script.lines, {}, never);
        await session.close();

        expect(session.facts.deviceType).toBe(lab.deviceType);
        expect(stdout).toContain(lab.script.output);
        expect(device.running.length).toBeGreaterThan(0);
      });
    },
  );

  it.each([
    ['cisco_ios', ['show version']],
    ['huawei', ['display version']],
    ['fortinet', ['get system status']],
    ['paloalto_panos', ['show version', 'show system info']],
    ['mikrotik_routeros', ['/system resource print']],
    ['linux', ['show version', 'uname -a']],
  ])('asks %s only what its prompt leaves open', async (label, probes) => {
    const lab = labOf(label);
    const all = LAB_PLATFORMS.flatMap(({ version }) => version?.command ?? []);
    await withLab(lab, async (device, server) => {
      const session = await connect(login(lab, server));
      await session.close();

      expect(device.typed.filter((line) => all.includes(line))).toEqual(probes);
    });
  });

  it('logs in again where the platform wants another login name', async () => {
    const lab = labOf('mikrotik_routeros');
    await withLab(lab, async (_device, server) => {
      const session = await connect(login(lab, server));
      await session.close();

      expect(server.usernames).toEqual(['admin', 'admin+ct511w4098h']);
    });
  });

  it('is not misled by a greeting that looks like a prompt', async () => {
    const lab = { ...labOf('cisco_ios'), greeting: '\nRoom [4]\nkeep out>' };
    await withLab(lab, async (_device, server) => {
      const session = await connect(login(lab, server));
      await session.close();

      expect(session.facts).toMatchObject({ deviceType: 'cisco_ios', prompt: 'R1#' });
    });
  });

  it('says what it tried and what came last where it knows no such platform, without the secret', async () => {
    const version = { command: 'show version', output: `Acme Software 1.0, key ${LAB_SECRET}` };
    const lab = { ...labOf('cisco_ios'), version, refusal: `Bad command ${LAB_SECRET}` };
    await withLab(lab, async (_device, server) => {
      await expect(connect(login(lab, server))).rejects.toMatchObject({
        type: 'UnexpectedOutput',
        message:
          'Platform not recognized: its answers to "show version", "uname -a" are of no platform that NetPulse ' +
          'knows; last came "Bad command ***\\nR1>"',
      });
    });
  });

  it('says so where no prompt comes', async () => {
    const lab = { ...labOf('cisco_ios'), modes: { user: 'Choose: ' } };
    await withLab(lab, async (_device, server) => {
      await expect(connect({ ...login(lab, server), conn_timeout: 2 })).rejects.toMatchObject({
        type: 'UnexpectedOutput',
        message:
          'Platform not recognized: a prompt of any platform after login did not come within 2 s; last came ' +
          '"\\nAuthorized access only!\\nChoose: "',
      });
    });
  });

  it.each([
    ['ROSSSH', 'mikrotik_routeros'],
    ['Comware-7.1.070', 'hp_comware'],
    ['OpenSSH_9.2p1', undefined],
    [null, undefined],
  ])('takes the SSH identification %s for %s', (remoteVersion, name) => {
    expect(platformOfRemoteVersion(remoteVersion)?.name).toBe(name);
  });
});

const frr = canRunFrr();
if (!frr.ok) console.warn(`SKIPPED: autodetect of FRR over telnet: ${frr.reason}`);

describe.runIf(frr.ok)('device_type autodetect_telnet', () => {
  it('finds out a real FRR', async () => {
    const daemon = await FrrDaemon.start({ hostname: 'edge1', vtyPassword: 'vty-pw', enableSecret: 'ena' });
    try {
      const target = { device_type: 'autodetect_telnet', port: daemon.vtyPort, username: 'admin' };
      const session = await connect({ ...target, password: 'vty-pw', secret: 'ena' });
      const { stdout } = await session.run('show version', {}, never);
      await session.close();

      expect(session.facts).toMatchObject({ deviceType: 'frr', prompt: 'edge1#' });
      expect(stdout).toMatch(/^FRRouting \d/);
    } finally {
      await daemon.stop();
    }
  });
});

const openSsh = canRunOpenSsh();
if (!openSsh.ok) console.warn(`SKIPPED: autodetect of Linux behind OpenSSH: ${openSsh.reason}`);

describe.runIf(openSsh.ok)('device_type autodetect on a real Linux', () => {
  it('finds out bash behind OpenSSH, which gets a wide terminal', async () => {
    const server = await OpenSshServer.start({ shell: '/bin/bash' });
    try {
      const { port, username, password } = server;
      const session = await connect({ port, username, password });
      const { stdout } = await session.run('stty size', {}, never);
      const failed = await session.run('false', {}, never);
      await session.close();

      expect(session.facts.deviceType).toBe('linux');
      expect(stdout).toBe('1000 4096');
      expect(failed.exitStatus).toBe(1);
    } finally {
      await server.stop();
    }
  });
});

/** How ntc-templates' folders name the probes. */
const PROBE_FOLDERS: Readonly<Record<string, Probe>> = {
  show_version: 'show version',
  display_version: 'display version',
  get_system_status: 'get system status',
  show_system_info: 'show system info',
  system_resource_print: '/system resource print',
};
const NTC_NAMES: Readonly<Record<string, string>> = { huawei_vrp: 'huawei', aruba_os: 'hp_procurve' };
/** The one capture there is another product (an Aruba access point), which no platform here is. */
const OTHERS = ['hp_procurve_show_version.raw'];

const recorded = captures().flatMap(({ deviceType, file, text }) => {
  const probe = PROBE_FOLDERS[file.split('/')[1] ?? ''];
  return probe ? [{ deviceType, file, text, probe }] : [];
});

if (recorded.length === 0) {
  it('has no captures of real devices on this machine: compares nothing', () => {
    expect(recorded).toEqual([]);
  });
} else {
  it('knows real devices by their answers, and takes none for another', () => {
    const judged = recorded.map(({ deviceType, file, text, probe }) => {
      const found = PLATFORMS.filter((platform) => platformOfAnswer([platform], probe, text));
      return { file, deviceType, found: found.map(({ name }) => name.replace(/^huawei_vrpv8$/, 'huawei')) };
    });
    const expected = judged.map(({ file, deviceType }) => {
      const name = findPlatform(NTC_NAMES[deviceType] ?? deviceType)?.name;
      const isKnown = name !== undefined && !OTHERS.some((other) => file.endsWith(other));
      return { file, deviceType, found: isKnown ? [name] : [] };
    });

    expect(judged).toEqual(expected);
    expect(judged.filter(({ found }) => found.length > 0).length).toBe(58);
  });
}
