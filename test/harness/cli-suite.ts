import type { CliSession } from '../../src/drivers/netmiko/cli-session.js';
import type { NetmikoDriverArgs } from '../../src/drivers/netmiko/netmiko-driver-args.js';
import type { Platform } from '../../src/drivers/netmiko/platforms/platform.js';
import { byteByByte, cutAt, type Cutting } from '../lab/platforms/lab-terminal.js';

/** How a session is opened, and what troubles it has. */
export interface CliTroubles {
  readonly cutting?: Cutting;
  /** Whether the pager stays on. */
  readonly isPaging?: boolean;
  /** Whether log lines come between what commands print. */
  readonly isLogging?: boolean;
  readonly secret?: string;
}

/** A session on a device of the suite. */
export interface CliPeer {
  readonly session: CliSession;
  /** Configuration lines that the device has not, and those of them that are configuration and no ways in it. */
  readonly lines: readonly string[];
  readonly configuration: readonly string[];
  recut(cutting: Cutting): void;
  /** Whether the device has sent this, wherever it came. */
  hasSent(text: RegExp): boolean;
  /** Those lines of `configuration` that are in effect. */
  running(): Promise<readonly string[]>;
  /** Ends the connection in the middle of what the device sends next. */
  cut(): void;
  close(): Promise<void>;
}

/** A device, real or of the lab, that the suite is run on. */
export interface CliDevice {
  readonly platform: Platform;
  readonly command: string;
  /** What that prints: several pages. */
  readonly output: string;
  /** Refused in configuration; null where nothing is. */
  readonly badLine: string | null;
  readonly complaint: string;
  /** Whether lines wait for a commit. */
  readonly hasCandidate: boolean;
  readonly logLine: RegExp;
  /** Whether log lines come at the prompt, which is then shown anew: where they come during no command, nobody asked for them. */
  readonly logsAtPrompt: boolean;
  /** Leaves the privileged mode; null where there is none. */
  readonly leavesPrivilege: string | null;
  /** Whether a page costs no silence and no new process, so that all cuts can be tried on pages, too. */
  readonly hasQuickPager: boolean;
  /** At every so many places configuration is tried with the stream cut there; commands at each. */
  readonly configurationStep: number;
  open(troubles?: CliTroubles): Promise<CliPeer>;
}

const never = new AbortController().signal;
const patient: NetmikoDriverArgs = { read_timeout: 10 };
/** What a device sends at one time is seldom longer, but for the output of commands. */
const LAST_PLACE = 60;
const RUNS_WITH_LOGS = 5;

const leftOut = (_name: string, _test: () => Promise<void>): void => {};

/** The blank at a prompt's end may come when the prompt was read already. */
function withoutBlanks({ stdout }: { readonly stdout: string }): string {
  return stdout.replaceAll(' ', '');
}

/** What every platform passes, on a device of the lab as on a real one. */
export function itServesJobs(device: CliDevice): void {
  const { badLine, command, complaint, leavesPrivilege, logLine, output, platform } = device;
  const peers: CliPeer[] = [];
  // Where a platform has no such thing the test is left out, not skipped: it could be had nowhere.
  const itWithSecret = platform.privilegedMode === null ? leftOut : it;
  const itRefusing = badLine === null ? leftOut : it;

  afterEach(async () => {
    await Promise.all(peers.splice(0).map((peer) => peer.close()));
  });

  async function open(troubles: CliTroubles = {}): Promise<CliPeer> {
    const peer = await device.open({ cutting: byteByByte, ...troubles });
    peers.push(peer);
    return peer;
  }

  it('answers a command, byte by byte', async () => {
    const { session } = await open();

    const { stdout, exitStatus } = await session.run(command, patient, never);

    expect({ stdout, exitStatus }).toEqual({ stdout: output, exitStatus: 0 });
  });

  it('gives the same with the pager left on', async () => {
    const { session } = await open({ isPaging: true });

    expect((await session.run(command, patient, never)).stdout).toBe(output);
  });

  it('shows a log line that comes in mid-output, and is not misled by it', async () => {
    const peer = await open({ isLogging: true });

    const shown: string[] = [];
    for (let run = 0; run < RUNS_WITH_LOGS; run += 1) {
      const { stdout } = await peer.session.run(command, patient, never);
      const lines = stdout.split('\n');
      expect(lines.filter((line) => !logLine.test(line)).join('\n')).toBe(output);
      shown.push(...lines.filter((line) => logLine.test(line)));
    }
    await peer.session.configure(peer.lines, patient, never);

    expect(device.logsAtPrompt ? peer.hasSent(logLine) : shown.length > 0).toBe(true);
    expect(await peer.running()).toEqual(peer.configuration);
  });

  it('is used again and again', async () => {
    const { session, lines } = await open();

    const first = await session.run(command, patient, never);
    await session.configure(lines, patient, never);

    expect(await session.isAlive(never)).toBe(true);
    expect(await session.run(command, patient, never)).toEqual(first);
  });

  it('enters configuration, commits where that is needed, and comes home', async () => {
    const peer = await open();

    const told = await peer.session.configure(peer.lines, patient, never);

    expect(told).toMatchObject({ command: peer.lines.join('\n'), exitStatus: 0 });
    expect(told.stdout).toContain(peer.lines.at(-1)?.trim());
    expect(await peer.running()).toEqual(peer.configuration);
    expect(peer.session.isUsable).toBe(true);
  });

  itRefusing('stops at a line that the device rejects', async () => {
    const peer = await open();
    const [first = '', ...rest] = peer.lines;

    const failure = peer.session.configure([first, badLine ?? '', ...rest], patient, never);

    await expect(failure).rejects.toMatchObject({
      type: 'CommandRejected',
      complaint,
      output: { command: `${first}\n${badLine ?? ''}`, exitStatus: 1 },
    });
    const kept = device.hasCandidate ? [] : [first.trim()];
    expect(await peer.running()).toEqual(peer.configuration.filter((line) => kept.includes(line)));
    expect(peer.session.isUsable).toBe(true);
  });

  itWithSecret('refuses a wrong secret', async () => {
    if (leavesPrivilege === null) return;
    await expect(open({ secret: 'wrong' })).rejects.toMatchObject({ type: 'EnableFailed' });
  });

  it('reads commands, configuration, refusals, pages and privilege right, wherever the stream is cut', async () => {
    const peer = await open({ isPaging: device.hasQuickPager });
    const { session, lines } = peer;
    const [first = ''] = lines;
    const told = await session.configure(lines, patient, never);
    const answer = { stdout: output, isUsable: true };

    for (let place = 1; place <= LAST_PLACE; place += 1) {
      peer.recut(cutAt(place));
      const { stdout } = await session.run(command, patient, never);
      expect({ stdout, isUsable: session.isUsable }, `cut at ${place}`).toEqual(answer);
      if (place % device.configurationStep !== 0) continue;
      if (leavesPrivilege !== null) await session.run(leavesPrivilege, patient, never);
      const again = await session.configure(lines, patient, never);
      expect(withoutBlanks(again), `cut at ${place}`).toContain(withoutBlanks(told));
      if (badLine === null) continue;
      const failure = session.configure([first, badLine], patient, never);
      await expect(failure, `cut at ${place}`).rejects.toMatchObject({ complaint });
    }
  });

  it('says that the session is lost when the connection is cut in mid-output', async () => {
    const peer = await open({ isPaging: true });
    const { session } = peer;

    const lost = session.run(command, patient, never);
    peer.cut();

    await expect(lost).rejects.toMatchObject({ type: 'SessionLost' });
    expect(session.isUsable).toBe(false);
  });
}
