import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunningService } from './harness/running-service.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import { canRunTmux, Terminal } from './lab/tmux/terminal.js';

const BIN = join(import.meta.dirname, '../bin/netpulse.mjs');
const SEEN = { timeout: 30_000, interval: 50 };

function runs(): boolean {
  const can = canRunTmux();
  if (!can.ok) console.warn(`SKIPPED: the command line in a terminal: ${can.reason}`);
  return can.ok;
}

describe.runIf(runs())('the command line in a terminal', () => {
  let service: RunningService;
  let devices: SshDevice[];
  let terminal: Terminal;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'netpulse-terminal-'));
    const commands = { 'show clock': '10:00:00 UTC' };
    [service, ...devices] = await Promise.all([
      RunningService.start(),
      ...Array.from({ length: 3 }, () => SshDevice.start({ commands })),
    ]);
    terminal = await Terminal.open({
      NETPULSE_URL: service.url,
      NETPULSE_API_KEY: service.apiKey,
      NETPULSE_DEVICE_PASSWORD: 'pwd123',
    });
    await terminal.type(`netpulse() { ${process.execPath} ${BIN} "$@"; }; clear`);
  });
  afterAll(async () => {
    await terminal.close();
    await Promise.all([service.stop(), ...devices.map((device) => device.stop())]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows how far a bulk is while its devices take their time, and a table at the end', async () => {
    const inventory = join(folder, 'fleet.csv');
    const rows = devices.map(({ port }, index) => `127.0.0.1,${port},switch-${index}`);
    writeFileSync(inventory, ['host,port,device_name', ...rows].join('\n'));
    const [slow] = devices;
    if (slow) slow.behavior.delayMs = 3_000;

    await terminal.type(
      `netpulse bulk ${inventory} --command "show clock" --type cisco_ios --user admin; echo "exit $?"`,
    );

    await expect.poll(() => terminal.screen(), SEEN).toMatch(/^\[#{20}\.{10}\] 2\/3 0 failed$/m);
    await expect.poll(() => terminal.screen(), SEEN).toMatch(/^exit 0$/m);
    const screen = await terminal.screen();
    expect(screen).toMatch(/^DEVICE +STATUS +TIME +JOB +ERROR$/m);
    for (const index of devices.keys())
      expect(screen).toMatch(new RegExp(`^switch-${index} +finished +\\d`, 'm'));
    expect(screen).toContain('3 of 3 finished');
    expect(screen).not.toMatch(/\[#+\.*\]/);
  });
});
