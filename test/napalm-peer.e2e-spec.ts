import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GETTER_NAMES } from '../src/drivers/napalm/getters.js';
import { NapalmConnectionArgs } from '../src/drivers/napalm/napalm-connection-args.js';
import { NapalmDriverArgs } from '../src/drivers/napalm/napalm-driver-args.js';
import { NapalmDriver } from '../src/drivers/napalm/napalm.driver.js';
import type { NapalmSession } from '../src/drivers/napalm/napalm-session.js';
import type { Facts } from '../src/drivers/napalm/result-shapes.js';
import { NetmikoDriver } from '../src/drivers/netmiko/netmiko.driver.js';
import { PyeapiDriver } from '../src/drivers/pyeapi/pyeapi.driver.js';
import { peerPythonHas } from './harness/peer-python.js';
import { uncheckedHostKeys } from './harness/unchecked-host-keys.js';
import { EapiSwitch } from './lab/eapi/eapi-switch.js';
import { EOS_OUTPUTS } from './lab/napalm/eos-outputs.js';
import { IOS_OUTPUTS } from './lab/napalm/ios-outputs.js';
import { NXOS_OUTPUTS } from './lab/napalm/nxos-outputs.js';
import { RealNapalm } from './lab/napalm/real-napalm.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';

const never = new AbortController().signal;
const isThere = peerPythonHas('napalm');
if (!isThere)
  console.warn('!! NOT TESTED against real NAPALM: no Python with napalm (node scripts/setup.mjs --tests)');

const driver = new NapalmDriver(
  new NetmikoDriver({ legacyAlgorithms: true }, uncheckedHostKeys()),
  new PyeapiDriver(),
);
const LOGIN = { username: 'admin', password: 'pwd123' };

function connect(port: number, more: object): Promise<NapalmSession> {
  const args = Object.assign(new NapalmConnectionArgs(), { host: '127.0.0.1', port, ...LOGIN, ...more });
  return driver.open(args, never);
}

let napalm: RealNapalm;

beforeAll(() => {
  if (isThere) napalm = RealNapalm.start();
});
afterAll(() => napalm?.stop());

/** By `platform.getter`: what NetPulse tells otherwise on purpose, or more of. docs/napalm.md names each. */
const TOLD_OTHERWISE: Readonly<Record<string, (real: unknown) => unknown>> = {
  // NAPALM's data model, and its other drivers, have the short names.
  'ios.get_bgp_neighbors': (real) =>
    JSON.parse(JSON.stringify(real).replaceAll(/"(ipv[46]) unicast":/g, '"$1":')) as unknown,
  // A name that only NAPALM has is not that of the switch, nor of its own get_interfaces_ip.
  'nxos.get_facts': withMgmt0,
  'nxos.get_interfaces': (real) => merged(withMgmt0(real), { 'Ethernet1/1': { last_flapped: 777_600 } }),
  // The summary, which is all that NAPALM reads, has neither router id nor sent prefixes.
  'nxos.get_bgp_neighbors': (real) =>
    merged(real, {
      global: {
        peers: {
          '192.0.2.2': {
            remote_id: '192.0.2.2',
            address_family: { ipv4: { accepted_prefixes: 7, sent_prefixes: 4 } },
          },
        },
      },
    }),
};

describe.skipIf(!isThere).each([
  ['ios', 'ios', IOS_OUTPUTS],
  ['nxos', 'nxos_ssh', NXOS_OUTPUTS],
] as const)('the getters of %s beside those of real NAPALM', (platform, real, commands) => {
  let device: SshDevice;
  let session: NapalmSession;

  beforeAll(async () => {
    device = await SshDevice.start({ isPrivileged: true, hostname: 'R1', commands });
    await napalm.open({
      driver: real,
      hostname: '127.0.0.1',
      ...LOGIN,
      optional_args: { port: device.port },
    });
    session = await connect(device.port, { device_type: platform });
  });
  afterAll(async () => {
    await session?.close();
    await device?.stop();
  });

  it.each(GETTER_NAMES)('%s has the same keys and values', async (getter) => {
    const told = await napalm.call(getter);

    const { parsed } = await session.run(getter, new NapalmDriverArgs(), never);

    expect(Object.keys(told as object).length).toBeGreaterThan(0);
    expectSame(getter, parsed, TOLD_OTHERWISE[`${platform}.${getter}`]?.(told) ?? told);
  });
});

/** Outputs of real devices, where this machine has them. */
const ARCHIVE = join(process.cwd(), '../shared/data/ntc-templates.tar.gz');

// Not a skipped test elsewhere: the archive is no part of this repository, and nothing can install it.
if (isThere && existsSync(ARCHIVE)) {
  describe('outputs captured from real IOS devices, read by real NAPALM and by us', () => {
    let device: SshDevice;
    let session: NapalmSession;
    let folder: string;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'netpulse-napalm-'));
      execFileSync('tar', ['xzf', ARCHIVE, '-C', folder, 'ntc-templates/tests/cisco_ios/']);
      device = await SshDevice.start({ isPrivileged: true, hostname: 'R1' });
      await napalm.open({
        driver: 'ios',
        hostname: '127.0.0.1',
        ...LOGIN,
        optional_args: { port: device.port },
      });
      session = await connect(device.port, { device_type: 'ios' });
    });
    afterAll(async () => {
      await session?.close();
      await device?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    it.each([
      ['get_interfaces', 'show_interfaces', 'show interfaces'],
      ['get_interfaces_ip', 'show_ip_interface', 'show ip interface'],
      ['get_lldp_neighbors', 'show_lldp_neighbors_detail', 'show lldp neighbors detail'],
    ])('have the same %s', async (getter, captures, command) => {
      const place = join(folder, 'ntc-templates/tests/cisco_ios', captures);
      const texts = readdirSync(place)
        .filter((file) => file.endsWith('.raw'))
        .map((file) => readFileSync(join(place, file), 'utf8'))
        // Where LLDP's details do not name the local interface, the table does, and there is none of the same device.
        .filter((text) => getter !== 'get_lldp_neighbors' || /^Local Intf: ?\S/m.test(text));

      expect(texts.length).toBeGreaterThan(0);
      for (const text of texts) {
        device.setCommands({ [command]: text });
        const told = await napalm.call(getter);
        const { parsed } = await session.run(getter, new NapalmDriverArgs(), never);
        // Blanks behind a description are kept by NAPALM.
        const trimmed = JSON.parse(JSON.stringify(told).replaceAll(/ +"/g, '"')) as unknown;
        expect(parsed).toEqual(trimmed);
      }
    });
  });
}

describe.skipIf(!isThere)('the getters of eos beside those of real NAPALM', () => {
  let device: EapiSwitch;
  let session: NapalmSession;

  beforeAll(async () => {
    device = await EapiSwitch.start({ commands: EOS_OUTPUTS });
    await napalm.open({
      driver: 'eos',
      hostname: '127.0.0.1',
      ...LOGIN,
      optional_args: { port: device.port, transport: 'http' },
    });
    session = await connect(device.port, { device_type: 'eos', transport: 'http' });
  });
  afterAll(async () => {
    await session?.close();
    await device?.stop();
  });

  it.each(GETTER_NAMES)('%s has the same keys and values', async (getter) => {
    const told = (await napalm.call(getter)) as object;

    const { parsed } = await session.run(getter, new NapalmDriverArgs(), never);

    expect(Object.keys(told).length).toBeGreaterThan(0);
    expectSame(getter, parsed, getter === 'get_facts' ? withAboutItsUptime(told as Facts) : told);
  });
});

/** NAPALM counts on EOS from the boot to its own clock, NetPulse takes what the switch says. */
function withAboutItsUptime(facts: Facts): object {
  return { ...facts, uptime: expect.closeTo(facts.uptime, -2) as number };
}

describe.skipIf(!isThere)('configuration of eos beside that of real NAPALM', () => {
  const LINES = ['ntp server 192.0.2.9', 'interface Ethernet1', 'description uplink'];

  interface Way {
    readonly load: 'load_merge_candidate' | 'load_replace_candidate';
    readonly args: { readonly replace?: boolean; readonly dry_run?: boolean };
  }

  /** What is left on a switch, and the diff that was told. */
  async function afterReal({ load, args }: Way) {
    const device = await EapiSwitch.start();
    await napalm.open({
      driver: 'eos',
      hostname: '127.0.0.1',
      ...LOGIN,
      optional_args: { port: device.port, transport: 'http' },
    });
    try {
      await napalm.call(load, { config: LINES.join('\n') });
      const diff = await napalm.call('compare_config');
      await napalm.call(args.dry_run ? 'discard_config' : 'commit_config');
      return { diff, ...leftOn(device) };
    } finally {
      await device.stop();
    }
  }

  function leftOn({ state }: EapiSwitch): object {
    return { running: state.running, startup: state.startup, sessions: state.sessions.size };
  }

  async function afterOurs({ args }: Way) {
    const device = await EapiSwitch.start();
    const session = await connect(device.port, { device_type: 'eos', transport: 'http' });
    try {
      // NAPALM saves whatever it commits.
      const { stdout } = await session.configure(
        LINES,
        Object.assign(new NapalmDriverArgs(), { save: true, ...args }),
        never,
      );
      // NAPALM cuts the names of the two sides off.
      const diff = stdout.trim().split('\n').slice(2).join('\n');
      return { diff, ...leftOn(device) };
    } finally {
      await session.close();
      await device.stop();
    }
  }

  it.each<Way>([
    { load: 'load_merge_candidate', args: {} },
    { load: 'load_merge_candidate', args: { dry_run: true } },
    { load: 'load_replace_candidate', args: { replace: true } },
    { load: 'load_replace_candidate', args: { replace: true, dry_run: true } },
  ])('$load with $args has the same diff, and leaves the same behind', async (way) => {
    const real = await afterReal(way);

    const ours = await afterOurs(way);

    expect(real.diff).toContain('+ntp server 192.0.2.9');
    expect(ours).toEqual(real);
  });
});

function expectSame(getter: string, ours: unknown, expected: unknown): void {
  if (getter === 'get_config') expect(withoutNoise(ours)).toEqual(withoutNoise(expected));
  else expect(ours).toEqual(expected);
}

/** NAPALM leaves blank lines where it cut something out, and on NX-OS one line that tells a time. */
function withoutNoise(config: unknown): object {
  const noise = /^(?:|!(?:Running configuration last done at.*)?)$/;
  const lines = (text: string): string[] => text.split('\n').filter((line) => !noise.test(line));
  return Object.fromEntries(
    Object.entries(config as Record<string, string>).map(([name, text]) => [name, lines(text)]),
  );
}

function withMgmt0(real: unknown): unknown {
  return JSON.parse(JSON.stringify(real).replaceAll('"Management0"', '"mgmt0"')) as unknown;
}

function merged(value: unknown, more: unknown): unknown {
  if (typeof value !== 'object' || value === null || typeof more !== 'object' || more === null) return more;
  const entries = Object.entries(more).map(([key, part]) => [
    key,
    merged((value as Record<string, unknown>)[key], part),
  ]);
  return { ...value, ...(Object.fromEntries(entries) as object) };
}
