import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signatureHeaders } from '../src/webhooks/signature/signature.js';
import { CommandProcess } from './harness/command-process.js';
import { aJob } from './harness/job-requests.js';
import { RunningService } from './harness/running-service.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';

const ROOT = join(import.meta.dirname, '..');
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const PRIVATE =
  'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==';
const PUBLIC = 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=';
/** Whole seconds of the past: how old a signature is when it is not fresh. */
const LONG_AGO_SECONDS = 3_600;

interface Report {
  number: number;
  method: string;
  path: string;
  headers: [string, string][];
  body: unknown;
  body_kind: string;
  signature: { state: string; scheme: string | null; reason: string | null };
  latency_ms: number | null;
  duplicate_of: number | null;
  answered: number;
}

describe('netpulse listen', () => {
  let running: CommandProcess | undefined;

  afterEach(async () => {
    await running?.stop();
    running = undefined;
  });

  async function listen(...args: string[]): Promise<{ listener: CommandProcess; url: string }> {
    running = CommandProcess.spawn(['listen', ...args]);
    const stream = args.includes('--json') ? 'stderr' : 'stdout';
    const [, url = ''] = await running.says(/Listening on (\S+)[^]*\n\n/, stream);
    return { listener: running, url };
  }

  /** The reports of `--json`, once there are so many. */
  async function reports(listener: CommandProcess, count: number): Promise<Report[]> {
    await listener.says(new RegExp(`^(.+\n){${count}}`));
    return listener.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Report);
  }

  function signed(body: string, secrets: string[], ageSeconds = 0, id = 'msg_1'): RequestInit {
    const timestampSeconds = Math.floor(Date.now() / 1_000) - ageSeconds;
    return {
      method: 'POST',
      body,
      headers: signatureHeaders({ id, timestampSeconds, body: Buffer.from(body) }, secrets),
    };
  }

  describe('with a NetPulse that sends', () => {
    let service: RunningService;
    let device: SshDevice;

    beforeAll(async () => {
      [service, device] = await Promise.all([
        RunningService.start(),
        SshDevice.start({ commands: { 'show version': 'IOS XE' } }),
      ]);
    });
    afterAll(() => Promise.all([service.stop(), device.stop()]));

    it('verifies the webhook that it offered to be pasted, as it comes', async () => {
      const { listener } = await listen();
      const [, snippet = ''] = await listener.says(/"webhook": (\{[^}]+\})/);

      const { id } = await service.api.submit(aJob(device, { webhook: JSON.parse(snippet) as object }));

      await listener.says(/^#1 {2}[\d:.]{12} {2}POST \/ .* answered 200$/m);
      await listener.says(/^ {2}✔ signature verified \(v1\)$/m);
      await listener.says(/^ {2}◷ \d+ ms after the job ended$/m);
      await listener.says(new RegExp(`^ {4}"id": "${id}",$`, 'm'));
      expect(listener.stdout).not.toContain('\x1b');
    });

    it('knows a retry as a duplicate', async () => {
      const { listener, url } = await listen('--json', '--status', '500,200', '--secret', SECRET);
      const webhook = { url, secret: SECRET, max_retries: 3, retry_intervals: [1] };

      await service.api.submit(aJob(device, { webhook }));

      const [first, second] = await reports(listener, 2);
      expect(first).toMatchObject({ answered: 500, duplicate_of: null, signature: { state: 'verified' } });
      expect(second).toMatchObject({ answered: 200, duplicate_of: 1, signature: { state: 'verified' } });
    });
  });

  it.each<[string, string[], () => RequestInit, object]>([
    ['v1', [SECRET], () => signed('{}', [SECRET]), { state: 'verified', scheme: 'v1' }],
    ['v1a, by the public key', [PUBLIC], () => signed('{}', [PRIVATE]), { state: 'verified', scheme: 'v1a' }],
    [
      'either of two secrets',
      [PRIVATE, SECRET],
      () => signed('{}', [SECRET]),
      { state: 'verified', scheme: 'v1' },
    ],
    ['no signature', [SECRET], () => ({ method: 'POST', body: '{}' }), { state: 'unsigned' }],
    [
      'another secret',
      [],
      () => signed('{}', [SECRET]),
      { state: 'refused', reason: 'no secret fits: signed with another one, or changed on its way' },
    ],
    [
      'an old signature',
      [SECRET],
      () => signed('{}', [SECRET], LONG_AGO_SECONDS),
      { state: 'refused', reason: expect.stringMatching(/^it fits, but is 36\d\d s old/) },
    ],
  ])('judges the signature: %s', async (_what, secrets, request, signature) => {
    const { listener, url } = await listen('--json', ...secrets.flatMap((secret) => ['--secret', secret]));

    await fetch(url, request());

    const [report] = await reports(listener, 1);
    expect(report).toMatchObject({ signature });
  });

  it('shows what came, without its credentials', async () => {
    const { listener, url } = await listen();
    const headers = { authorization: 'Bearer hunter2', cookie: 'session=hunter2', 'x-team': 'noc' };

    await fetch(`${url}callback?a=1&token=hunter2`, {
      method: 'PUT',
      headers,
      body: '{"id":"1","n":[1,null]}',
    });

    await listener.says(/PUT \/callback\?a=1&token=\*\*\* /);
    await listener.says(/^ {2}authorization: Bearer \*\*\*$/m);
    await listener.says(/^ {2}cookie: session=\*\*\*$/m);
    await listener.says(/^ {2}x-team: noc$/m);
    await listener.says(/^ {2}○ not signed/m);
    expect(listener.stdout).toContain('  {\n    "id": "1",\n    "n": [\n      1,\n      null\n    ]\n  }\n');
    expect(listener.stdout).not.toContain('hunter2');
  });

  it('lets nothing that it is sent control the terminal', async () => {
    const { listener, url } = await listen();

    await fetch(url, { method: 'POST', body: 'a\x1b]0;title\x07b' });

    await listener.says(/a\\u001b\]0;title\\u0007b/);
    expect(listener.stdout).not.toContain('\x1b');
  });

  it.each<[string, BodyInit | null, object]>([
    ['no body', null, { body: null, body_kind: 'empty' }],
    ['a text', '{no json', { body: '{no json', body_kind: 'text' }],
    ['bytes', new Uint8Array([0xff, 0]), { body: '/wA=', body_kind: 'binary' }],
  ])('takes %s', async (_what, body, expected) => {
    const { listener, url } = await listen('--json');

    await fetch(url, { method: 'POST', body });

    expect((await reports(listener, 1))[0]).toMatchObject(expected);
  });

  it('answers late when told to, and says when the sender did not wait', async () => {
    const { listener, url } = await listen('--delay', '1m', '--status', '503');

    await expect(fetch(url, { signal: AbortSignal.timeout(300) })).rejects.toThrow();

    await listener.says(/answered 503 after 60 s/);
    await listener.says(/the sender of #1 hung up after 0\.\d s, before its answer/);
  });

  it('answers after the delay', async () => {
    const { url } = await listen('--delay', '300ms', '--status', '204');
    const begin = performance.now();

    const { status } = await fetch(url);

    expect(status).toBe(204);
    expect(performance.now() - begin).toBeGreaterThan(290);
  });

  it('goes on when something comes that is no HTTP', async () => {
    const { listener, url } = await listen();

    connect(Number(new URL(url).port), '127.0.0.1').end('\x16\x03\x01 hello\r\n\r\n');

    await listener.says(/something came that is no HTTP/);
    expect((await fetch(url)).status).toBe(200);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('stops at once on %s, with a sum', async (signal) => {
    const { listener, url } = await listen('--delay', '1m', '--secret', SECRET);
    const waiting = fetch(url, signed('{}', [SECRET])).catch(() => 'broken off');
    await listener.says(/#1 /);

    expect(await listener.stop(signal)).toBe(0);

    expect(listener.stdout).toContain('Stopped. Webhooks: 1; verified: 1; duplicates: 0.');
    expect(await waiting).toBe('broken off');
  });

  it('ends when nobody reads its output any more', async () => {
    const { listener, url } = await listen();
    listener.closeOutput();

    await vi.waitFor(
      () =>
        fetch(url).then(
          () => Promise.reject(new Error('It still answers')),
          () => undefined,
        ),
      {
        timeout: 5_000,
        interval: 20,
      },
    );

    expect(await listener.end()).toBe(0);
  });

  it('says which port is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;

    const second = CommandProcess.spawn(['listen', '--port', String(port)]);

    expect(await second.end()).toBe(1);
    expect(second.stderr).toBe(
      `error: port ${port} of 127.0.0.1 is taken; choose another with --port, or 0 for a free one\n`,
    );
    server.close();
  });

  it.each([
    [['--port', '70000'], "error: option '-p, --port <port>' argument '70000' is invalid. It must be a port"],
    [['--status', '99'], 'It must be a status code from 200 to 599'],
    [['--delay', 'long'], 'It must be a duration such as 500ms'],
    [['--secret', 'hunter2'], 'error: --secret must be whsec_, whsk_ or whpk_'],
    [['--prot', '1'], "unknown option '--prot'\n(Did you mean --port?)"],
    [['--host', '192.0.2.1'], '192.0.2.1 is no address of this machine'],
  ])('refuses %j and says what would be right', async (args, message) => {
    const process = CommandProcess.spawn(['listen', ...args]);

    expect(await process.end()).toBe(1);
    expect(process.stderr).toContain(message);
    expect(process.stderr).not.toContain('hunter2');
  });

  it("masks the user's own secret in what is no terminal", async () => {
    const { listener } = await listen('--secret', SECRET);

    expect(listener.stdout).toContain('"secret": "whsec_***"');
  });
});

describe('netpulse', () => {
  it('runs by npx, and stops in order although npm passes on what the terminal has sent already', async () => {
    const npx = spawn('npx', ['netpulse', 'listen'], { cwd: ROOT, detached: true });
    let output = '';
    npx.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await once(npx.stdout, 'data');
    const ended = once(npx, 'close');

    process.kill(-(npx.pid ?? 0), 'SIGINT');

    await ended;
    expect(output).toMatch(/Listening on [^]*\nStopped\. /);
  });

  it('says what to do when it has not been built', () => {
    const folder = mkdtempSync(join(tmpdir(), 'netpulse-bin-'));
    cpSync(join(ROOT, 'bin'), join(folder, 'bin'), { recursive: true });

    const { status, stderr } = spawnSync(process.execPath, [join(folder, 'bin/netpulse.mjs'), 'listen']);

    expect(status).toBe(1);
    expect(stderr.toString()).toMatch(/^NetPulse is not built yet.*\n {2}cd .+ && npm run setup\n$/);
    rmSync(folder, { recursive: true });
  });

  it('shows its commands', async () => {
    const help = CommandProcess.spawn(['--help']);

    expect(await help.end()).toBe(0);
    expect(help.stdout).toContain('listen [options]');
  });
});
