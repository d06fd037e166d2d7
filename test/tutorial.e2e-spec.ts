import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { REPOSITORY } from './docs/chapters.js';
import { blocksOf } from './harness/doc-blocks.js';
import { RunningService } from './harness/running-service.js';
import { startDemoDevice } from './lab/demo/demo-device.js';
import { freePort } from './lab/free-port.js';
import type { SshDevice } from './lab/ssh-device/ssh-device.js';

const DEADLINE_S = 60;
/** A reader's other terminal: it runs besides, and its first line says that it is ready. */
const RECEIVER = `coproc RECEIVER { exec node receiver.mjs; }
read -t 10 -r LINE <&"\${RECEIVER[0]}"`;
const RECEIVER_SAYS = `read -t 10 -r LINE <&"\${RECEIVER[0]}"; echo "RECEIVER: $LINE"`;

describe('the tutorial', () => {
  let folder: string;
  let service: RunningService;
  let device: SshDevice;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'netpulse-tutorial-'));
    symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
    [service, device] = await Promise.all([RunningService.start(), startDemoDevice()]);
    const notes = { url: service.url, 'api-key': service.apiKey, 'device-port': device.port };
    mkdirSync(join(folder, '.netpulse/demo'), { recursive: true });
    for (const [name, note] of Object.entries(notes))
      writeFileSync(join(folder, '.netpulse/demo', name), `${note}\n`);
  });
  afterAll(async () => {
    await Promise.all([service.stop(), device.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows, command by command, what it says that it shows', async () => {
    const port = String(await freePort());
    const blocks = blocksOf(join(REPOSITORY, 'docs/tutorial.md'));
    const receiver = blocks.find(({ language }) => language === 'js')?.text ?? '';
    writeFileSync(join(folder, 'receiver.mjs'), receiver.replace('8080', port));
    const commands = blocks.filter(({ language }) => language === 'console').map(scriptOf);

    const { code, stdout } = await runInBash(commands.join('\n').replaceAll(':8080/', `:${port}/`));

    expect(stdout).toContain('"status":"queued"');
    expect(stdout).toMatch(/"status":"finished".*GigabitEthernet1\/0\/1/);
    expect(stdout).toContain('Cisco IOS Software, C2960X Software');
    expect(stdout).toContain('exit code 2');
    expect(stdout).toMatch(/RECEIVER: verified: 127\.0\.0\.1 finished \*[\d:.]+ UTC/m);
    expect(stdout).toMatch(/401\nRECEIVER: refused: /m);
    expect(stdout).toMatch(/_completed +http:\/\/127\.0\.0\.1:\d+ +delivered /);
    expect(stdout).not.toContain(readFileSync(join(folder, 'webhook-secret'), 'utf8').trim());
    expect(code).toBe(0);
  });

  /** What the first terminal shows, the harness has made already. */
  function scriptOf({ note, text: commands }: { note: string; text: string }): string {
    if (note === 'terminal=demo') return '';
    if (note === 'terminal=receiver') return RECEIVER;
    return /:8080\//.test(commands) ? `${commands}${RECEIVER_SAYS}` : commands;
  }

  async function runInBash(script: string): Promise<{ code: number | null; stdout: string }> {
    const npx = `npx() { shift; node ${join(REPOSITORY, 'bin/netpulse.mjs')} "$@"; }`;
    const child = spawn(
      'timeout',
      [String(DEADLINE_S), 'bash', '-euc', `${npx}\n${script}\nkill "$RECEIVER_PID"`],
      {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const [code, stdout] = await Promise.all([ended, text(child.stdout)]);
    return { code, stdout };
  }
});
