import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchResult } from '../src/cli/bench/bench-run.js';
import { CommandProcess } from './harness/command-process.js';
import { RunningService } from './harness/running-service.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';
import type { JobDto } from '../src/jobs/job.dto.js';

const VERSION = 'Cisco IOS Software, lab';
const CLOCK = '12:00:00 UTC';

describe('the command line', () => {
  let service: RunningService;
  let device: SshDevice;
  let receiver: WebhookReceiver;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'netpulse-cli-'));
    [service, device, receiver] = await Promise.all([
      RunningService.start(),
      SshDevice.start({ commands: { 'show version': VERSION, 'show clock': CLOCK } }),
      WebhookReceiver.start(),
    ]);
  });
  afterAll(async () => {
    await Promise.all([service.stop(), device.stop(), receiver.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const command = CommandProcess.spawn(args, {
      NETPULSE_URL: service.url,
      NETPULSE_API_KEY: service.apiKey,
      NETPULSE_DEVICE_PASSWORD: 'pwd123',
    });
    const code = await command.end();
    return { code, stdout: command.stdout, stderr: command.stderr };
  }

  const onDevice = (...commands: string[]): string[] => [
    'exec',
    '127.0.0.1',
    ...commands,
    ...['--port', String(device.port), '--type', 'cisco_ios', '--user', 'admin'],
  ];

  it('exec prints what the device answers, and nothing else', async () => {
    const one = await run(...onDevice('show version'));
    const two = await run(...onDevice('show version', 'show clock'));

    expect(one).toEqual({ code: 0, stdout: `${VERSION}\n`, stderr: '' });
    expect(two.stdout).toBe(`=== show version\n${VERSION}\n=== show clock\n${CLOCK}\n`);
  });

  it('exec ends with 2 when the job did not end well, and with 1 when it was not accepted', async () => {
    const failed = await run(...onDevice('show nonsense'));
    const refused = await run('exec', '127.0.0.1', 'show version', '--type', 'cisco_oui');

    expect(failed.code).toBe(2);
    expect(failed.stderr).toMatch(/^Job [0-9a-f-]{36} on 127\.0\.0\.1 failed: CommandRejected: /);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^error: .*connection_args\.device_type/);
  });

  it.each([
    ['no command', ['exec', '127.0.0.1'], 'error: Give a command, in quotes, or --config FILE\n'],
    [
      'commands and a configuration',
      ['exec', '127.0.0.1', 'show clock', '--config', '/dev/null'],
      'error: Give commands or --config FILE, not both\n',
    ],
    [
      'a port that is none',
      ['exec', '127.0.0.1', 'show clock', '--port', '0'],
      /It must be a port: 1 to 65535/,
    ],
  ])('exec refuses %s before it asks for anything', async (_what, args, message) => {
    const { code, stderr } = await run(...args);

    expect(code).toBe(1);
    expect(stderr).toMatch(message);
  });

  it('exec says how many commands it was given where quotes may be missing', async () => {
    const { code, stderr } = await run(...onDevice('show', 'clock'));

    expect(stderr).toContain('2 commands: show | clock. One of several words stands in quotes.');
    expect(code).toBe(2);
  });

  it('jobs, deliveries and resend show and repeat what happened', async () => {
    const { stdout } = await run(...onDevice('show clock'), '--json', '--webhook', receiver.url());
    const job = JSON.parse(stdout) as JobDto;
    await receiver.next();

    const list = await run('jobs', 'list', '--status', 'finished', '--limit', '1');
    const shown = await run('jobs', 'show', job.id);
    const deliveries = await run('deliveries', '--job', job.id);
    const [delivery = ''] = /^\S+_completed/m.exec(deliveries.stdout) ?? [];
    const resent = await run('resend', delivery);

    expect(list.stdout).toMatch(new RegExp(`^JOB .*\\n${job.id}  127\\.0\\.0\\.1 +finished `));
    expect(shown.stdout).toBe(`${CLOCK}\n`);
    expect(shown.stderr).toBe(`Job ${job.id} on 127.0.0.1 finished\n`);
    expect(deliveries.stdout).toMatch(/ delivered .* 200 OK$/m);
    expect(resent.code).toBe(0);
    await receiver.next();
  });

  it('bulk runs on every device of an inventory and says how each ended', async () => {
    const inventory = join(folder, 'fleet.csv');
    const rows = [
      `127.0.0.1,${device.port},good,`,
      `127.0.0.1,${device.port},bad,show nonsense`,
      ',22,none,',
    ];
    writeFileSync(inventory, ['host,port,device_name,command', ...rows].join('\n'));

    const { code, stdout, stderr } = await run(
      ...['bulk', inventory, '--command', 'show clock', '--type', 'cisco_ios', '--user', 'admin'],
    );

    expect(stdout).toMatch(/^good +finished /m);
    expect(stdout).toMatch(/^bad +failed /m);
    expect(stdout).toMatch(/refused .*connection_args\.host/);
    expect(stdout).not.toContain(CLOCK);
    expect(stderr).toMatch(/^Batch [0-9a-f-]{36}: 2 jobs\n1 of 3 finished\. .*--output\n$/);
    expect(code).toBe(2);

    writeFileSync(
      inventory,
      ['host,port,device_name', ...rows.slice(0, 1)].join('\n').replace('good,', 'good'),
    );
    const whole = await run(
      ...['bulk', inventory, '--command', 'show clock', '--type', 'cisco_ios', '--user', 'admin', '--output'],
    );
    expect(whole.stdout).toMatch(new RegExp(`^=== good\\n${CLOCK}\\nDEVICE `));
  });

  it('bench runs jobs and measures until their results and their webhooks, all of which come', async () => {
    const there = ['--port', String(device.port), '--type', 'cisco_ios', '--user', 'admin'];

    const well = await run(
      'bench',
      '127.0.0.1',
      ...there,
      '--command',
      'show clock',
      '--count',
      '12',
      '--json',
    );
    const badly = await run('bench', '127.0.0.1', ...there, '--command', 'show nonsense', '--count', '1');

    const result = JSON.parse(well.stdout) as BenchResult;
    expect(well.code).toBe(0);
    expect(result).toMatchObject({ jobs: 12, finished: 12, failed: 0, refused: 0, webhooks_missing: 0 });
    expect(result.submit_ms?.p50).toBeGreaterThan(0);
    expect(result.result_ms?.p50).toBeGreaterThan(result.submit_ms?.p50 ?? NaN);
    expect(result.webhook_ms?.max).toBeGreaterThan(0);
    expect(badly.code).toBe(2);
    expect(badly.stderr).toMatch(
      / jobs\/s: 0 finished, 1 failed, 0 refused, .*\nFirst error: .*Invalid input/,
    );
  });

  it('completion prints a script that bash takes', async () => {
    const { code, stdout } = await run('completion', 'bash');
    const asked = 'COMP_LINE="netpulse exec r1 --type cisco_i" COMP_POINT=32; _netpulse; echo "$COMPREPLY"';

    const said = execFileSync('bash', ['-c', `${stdout}\n${asked}`], { encoding: 'utf8' });

    expect(code).toBe(0);
    expect(said).toBe('cisco_ios\n');
  });

  it('says in one line that no service answers, or that the inventory cannot be read', async () => {
    const away = CommandProcess.spawn(['jobs', 'list'], {
      NETPULSE_URL: 'http://127.0.0.1:1',
      NETPULSE_API_KEY: 'k',
    });
    const unread = await run('bulk', join(folder, 'none.csv'), '--command', 'show clock');

    expect(await away.end()).toBe(1);
    expect(away.stderr).toBe(
      'error: No NetPulse answers at http://127.0.0.1:1; set NETPULSE_URL to where it is\n',
    );
    expect(unread.code).toBe(1);
    const wrong = async (changes: object): Promise<string> => {
      const command = CommandProcess.spawn(['jobs', 'list'], {
        NETPULSE_URL: service.url,
        NETPULSE_API_KEY: 'not-the-key',
        ...changes,
      });
      await command.end();
      return command.stderr;
    };
    expect(await wrong({})).toBe(
      `error: The NetPulse at ${service.url} does not know this API key; see NETPULSE_API_KEY\n`,
    );
    expect(await wrong({ NETPULSE_URL: '127.0.0.1:9000' })).toMatch(
      /it has to begin with http:\/\/ or https:\/\//,
    );
    expect(unread.stderr).toMatch(/^error: .*none\.csv cannot be read/);
  });
});
