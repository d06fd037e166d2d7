import { ed25519Keys } from './lab/ed25519-keys.js';
import { plainToInstance } from 'class-transformer';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  chmodSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ParamikoConnectionArgs } from '../src/drivers/paramiko/paramiko-connection-args.js';
import { ParamikoDriverArgs } from '../src/drivers/paramiko/paramiko-driver-args.js';
import type { ParamikoSession } from '../src/drivers/paramiko/paramiko-session.js';
import { ParamikoDriver } from '../src/drivers/paramiko/paramiko.driver.js';
import type { CommandOutput } from '../src/drivers/driver.js';
import { RunningService } from './harness/running-service.js';
import { uncheckedHostKeys } from './harness/unchecked-host-keys.js';
import { canRunOpenSsh, OpenSshServer } from './lab/openssh/openssh-server.js';

const never = new AbortController().signal;
const driver = new ParamikoDriver({ legacyAlgorithms: false }, uncheckedHostKeys());
const canRun = canRunOpenSsh();
const hasSudo = existsSync('/usr/bin/sudo');
if (!canRun.ok) console.warn(`SKIPPED: paramiko on OpenSSH: ${canRun.reason}`);
if (!hasSudo) console.warn('SKIPPED: paramiko with sudo: sudo is not installed; try: apt-get install sudo');

function args(more: object = {}): ParamikoDriverArgs {
  return plainToInstance(ParamikoDriverArgs, more);
}

function openSession(host: OpenSshServer, more: object = {}): Promise<ParamikoSession> {
  const { host: address, port, username, password } = host;
  const target = { host: address, port, username, password, ...more };
  return driver.open(plainToInstance(ParamikoConnectionArgs, target), never);
}

/** Runs what the arguments say, as a job does. */
async function work(
  session: ParamikoSession,
  more: object,
  commands: readonly string[] = [],
): Promise<CommandOutput[]> {
  const outputs: CommandOutput[] = [];
  for (const step of session.steps(commands, args(more))) outputs.push(await step(never));
  return outputs;
}

/** The command lines of live processes that carry a mark in their environment or arguments. */
function processesWith(mark: string): string[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
      } catch {
        return '';
      }
    })
    .filter((line) => line.includes(mark));
}

async function until(isSo: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`Not within 5 s: ${what}`);
    await delay(10);
  }
}

describe.runIf(canRun.ok)('the paramiko driver on a Linux host behind OpenSSH', () => {
  let host: OpenSshServer;
  let session: ParamikoSession;
  let folder: string;

  beforeAll(async () => {
    host = await OpenSshServer.start({ shell: '/bin/bash', groups: hasSudo ? ['sudo'] : [] });
    session = await openSession(host);
    folder = mkdtempSync(join(tmpdir(), 'netpulse-paramiko-'));
    chmodSync(folder, 0o777);
    mkdirSync(join(folder, 'sub'));
  });
  afterAll(async () => {
    await session.close();
    await host.stop();
    rmSync(folder, { recursive: true });
  });

  describe('runs a command', () => {
    it('and tells its streams apart, and its exit status', async () => {
      expect(await session.run('echo out; echo err >&2; exit 3', args(), never)).toEqual({
        command: 'echo out; echo err >&2; exit 3',
        stdout: 'out\n',
        stderr: 'err\n',
        exitStatus: 3,
      });
    });

    it('and tells its output while it runs', async () => {
      const told: string[] = [];
      const gate = join(folder, 'gate');
      const command = `echo one; echo err >&2; until [ -e ${gate} ]; do sleep 0.01; done; echo two`;

      const running = session.run(command, args(), never, (text) => told.push(text));
      await until(() => told.join('') === 'one\n', 'the first line');
      writeFileSync(gate, '');

      expect((await running).stdout).toBe('one\ntwo\n');
      expect(told.join('')).toBe('one\ntwo\n');
    });

    it.each([
      ['a signal ends it', 'kill -9 $$', { exitStatus: 137 }],
      ['it ends its own process group', 'kill -TERM 0', { exitStatus: 143 }],
      ['it reads its input', 'cat; echo end', { stdout: 'end\n' }],
      ['it prints multi-byte text', "printf 'Zürich 東京'", { stdout: 'Zürich 東京' }],
      ['it prints much', 'seq 1 200000', { stdout: expect.stringMatching(/\n199999\n200000\n$/) }],
      ['it is in many lines', 'for i in 1 2\ndo\n  echo "$i"\ndone', { stdout: '1\n2\n' }],
      ['it leaves a child behind', 'sleep 2 & echo done', { stdout: 'done\n', exitStatus: 0 }],
      [
        'it asks who runs it',
        '[[ $SHELL = /bin/bash ]] && id -un',
        { stdout: expect.stringMatching(/^nplab-/) },
      ],
    ])('also when %s', async (_when, command, expected) => {
      expect(await session.run(command, args(), never)).toMatchObject(expected);
    });

    it('in a working directory', async () => {
      expect(await session.run('pwd', args({ working_directory: '/usr/share' }), never)).toMatchObject({
        stdout: '/usr/share\n',
      });
      expect(await session.run('pwd', args({ working_directory: '/not there' }), never)).toMatchObject({
        stdout: '',
        stderr: expect.stringContaining('/not there'),
        exitStatus: 126,
      });
    });

    it('with an environment that sshd does not accept, whatever is in it, and out of sight of ps', async () => {
      const value = 'it\'s "$HOME" `id` \\n\nsecond line\n';

      const { stdout } = await session.run(
        'printf %s "$NP_VALUE"; tr "\\0" "\\n" </proc/$PPID/cmdline; ',
        args({ environment: { NP_VALUE: value } }),
        never,
      );

      expect(stdout.startsWith(value)).toBe(true);
      expect(stdout.slice(value.length)).not.toContain('second line');
    });

    it('with a terminal for its output', async () => {
      const { stdout, stderr } = await session.run(
        'test -t 1 && test -t 2 && echo out; echo err >&2',
        args({ pty: true }),
        never,
      );

      expect([stdout, stderr]).toEqual(['out\nerr\n', '']);
    });

    it('and goes on after an exit status other than 0, unless told to stop', async () => {
      expect(await work(session, {}, ['false', 'true'])).toMatchObject([
        { exitStatus: 1 },
        { exitStatus: 0 },
      ]);
      await expect(work(session, { stop_on_error: true }, ['false', 'true'])).rejects.toMatchObject({
        type: 'CommandRejected',
        message: 'The device rejected "false": It ended with exit status 1',
        output: { exitStatus: 1 },
      });
    });
  });

  describe('that takes too long', () => {
    const kinds: readonly [string, object][] = [
      ['without a terminal', { pty: false }],
      ['with a terminal', { pty: true }],
      ...(hasSudo ? ([['of root', { sudo: true }]] satisfies [string, object][]) : []),
    ];
    const programs: readonly [string, (mark: string) => string][] = [
      [
        'that ignores TERM, and its children',
        (mark) => `trap "" TERM; sleep ${mark} & (trap "" TERM HUP; echo up; sleep ${mark}) ; true`,
      ],
      ['that runs by `timeout`', (mark) => `echo up; timeout ${mark} sleep ${mark}`],
      ['with job control', (mark) => `set -m; sleep ${mark} & echo up; wait`],
      [
        'whose name looks like its state',
        (mark) =>
          `cp /bin/sleep "${folder}/Z) S 1 1 1"; echo up; set -m; "${folder}/Z) S 1 1 1" ${mark} & wait`,
      ],
    ];
    it.each(
      kinds.flatMap(([kind, options]) =>
        programs.map(([what, text]) => [what, kind, options, text] as const),
      ),
    )('kills a program %s, %s', async (_what, _kind, options, text) => {
      const mark = `4${Date.now()}`;
      const failure = session.run(text(mark), args({ ...options, read_timeout: 2 }), never);

      await expect(failure).rejects.toMatchObject({
        type: 'CommandTimeout',
        message: 'Command timeout: The program did not end within 2 s and was killed; last came "up"',
      });
      expect(processesWith(mark)).toEqual([]);
      expect(await session.run('echo usable', args(), never)).toMatchObject({ stdout: 'usable\n' });
    });
  });

  it('kills the program of a job that is stopped', async () => {
    const mark = `5${Date.now()}`;
    const stop = new AbortController();
    const failure = session.run(`sleep ${mark}`, args(), stop.signal);
    void failure.catch(() => {});
    await until(() => processesWith(mark).length > 0, 'the program runs');

    stop.abort();

    await expect(failure).rejects.toMatchObject({ type: 'Aborted' });
    expect(processesWith(mark)).toEqual([]);
  });

  it.each([
    ['', {}, ''],
    [' that ignores hanging up', { pty: true }, 'trap "" HUP; '],
    [' in a group of its own', {}, 'set -m; : & '],
  ])('leaves no program%s behind when its connection is gone', async (_which, options, before) => {
    const mark = `6${Date.now()}`;
    const other = await openSession(host);
    const failure = other.run(`${before}sleep ${mark}; true`, args(options), never);
    void failure.catch(() => {});
    await until(() => processesWith(mark).length > 0, 'the program runs');

    await other.close();

    await expect(failure).rejects.toMatchObject({ type: 'SessionLost' });
    expect(other.isUsable).toBe(false);
    await expect(other.run('id', args(), never)).rejects.toMatchObject({ type: 'SessionLost' });
    await until(() => processesWith(mark).length === 0, 'the program is gone');
  });

  describe('runs a script', () => {
    it.each([
      ['/bin/sh', 'read line; echo "got:$line"', 'got:\n'],
      ['bash -eu', 'echo one; false; echo two', 'one\n'],
      ['awk -f', 'BEGIN { print "it\'s", (getline line) }', "it's 0\n"],
    ])('by %s', async (interpreter, script_content, stdout) => {
      const [output] = await work(session, { script_content, script_interpreter: interpreter });

      expect(output).toMatchObject({ command: 'script_content', stdout });
    });

    it('of many lines, after the commands, with environment and directory', async () => {
      const script_content = `${'# a line of comment\n'.repeat(2_000)}echo "$A $(pwd)"; exit 4\n`;

      const outputs = await work(
        session,
        { script_content, environment: { A: 'a' }, working_directory: '/usr' },
        ['id -u'],
      );

      expect(outputs).toMatchObject([{ command: 'id -u' }, { stdout: 'a /usr\n', exitStatus: 4 }]);
    });
  });

  describe.runIf(hasSudo)('runs by sudo', () => {
    it.each([
      ['root', { sudo: true }, 'root\n'],
      ['another user', { sudo: true, sudo_user: 'nobody' }, 'nobody\n'],
      ['root with a terminal', { sudo: true, pty: true }, 'root\n'],
    ])('as %s, and the password goes nowhere else', async (_who, options, user) => {
      const output = await session.run(
        'id -un; cat; env | grep -c NP_A',
        args({ ...options, environment: { NP_A: 'x' } }),
        never,
      );

      expect(output).toMatchObject({ stdout: `${user}1\n`, stderr: '', exitStatus: 0 });
    });

    it('a script', async () => {
      expect(await work(session, { sudo: true, script_content: 'id -u' })).toMatchObject([{ stdout: '0\n' }]);
    });

    it.each([
      ['a password that it refuses', { secret: 'wrong' }, {}, 'sudo failed: It refused the password'],
      ['a user whom nobody knows', {}, { sudo_user: 'np-nobody' }, 'unknown user np-nobody'],
    ])('and says what it says to %s', async (_what, connection, options, message) => {
      const other = await openSession(host, connection);

      await expect(other.run('id', args({ sudo: true, ...options }), never)).rejects.toMatchObject({
        type: 'EnableFailed',
        message: expect.stringContaining(message),
      });
      await other.close();
    });
  });

  describe('writes a file', () => {
    it('whole, with its permissions, and tells its hash', async () => {
      const path = join(folder, 'new file');
      const content = Buffer.alloc(1_000_003, 'netpulse');

      const [output] = await work(session, {
        upload: { path, content_base64: content.toString('base64'), mode: '0640' },
      });

      expect(readFileSync(path).equals(content)).toBe(true);
      expect(statSync(path).mode & 0o7777).toBe(0o640);
      expect(output).toMatchObject({
        command: `upload ${path}`,
        exitStatus: 0,
        parsed: { path, size: content.length, sha256: expect.stringMatching(/^[0-9a-f]{64}$/), mode: '0640' },
      });
    });

    it('in place of another at once, with its permissions', async () => {
      const path = join(folder, 'old');
      await work(session, { upload: { path, content: 'old', mode: '0600' } });
      const { ino } = statSync(path);

      await work(session, { upload: { path, content: 'new' } });

      expect(readFileSync(path, 'utf8')).toBe('new');
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(statSync(path).ino).not.toBe(ino);
    });

    it.each([
      ['a folder that is not there', 'none/file', 'No such file or directory'],
      ['a place that is not its own', '/etc/netpulse-test', 'Permission denied'],
      ['the place of a folder', 'sub', 'The host could not do it'],
    ])('not into %s, and leaves nothing behind', async (_what, place, complaint) => {
      const before = readdirSync(folder);

      await expect(
        work(session, { upload: { path: join(place.startsWith('/') ? '' : folder, place), content: 'x' } }),
      ).rejects.toMatchObject({
        type: 'CommandRejected',
        complaint: expect.stringContaining(complaint),
      });
      expect(readdirSync(folder)).toEqual(before);
    });
  });

  describe('reads a file', () => {
    it('with hash and permissions', async () => {
      const path = join(folder, 'large');
      const content = Buffer.alloc(900_001, 'ab\0c');
      writeFileSync(path, content);

      const [output] = await work(session, { download: { path } });

      expect(Buffer.from(output?.stdout ?? '', 'base64').equals(content)).toBe(true);
      expect(output).toMatchObject({
        command: `download ${path}`,
        parsed: { size: content.length, mode: '0644' },
      });
    });

    it('whose size the host does not know', async () => {
      const [output] = await work(session, { download: { path: '/proc/self/status', encoding: 'utf8' } });

      expect(output?.stdout).toContain('Name:\tsshd');
    });

    it.each([
      ['it is too large', { path: '/bin/bash', max_bytes: 1_000 }, 'The file is larger than 1000 bytes'],
      ['it is no text', { path: '/bin/true', encoding: 'utf8' }, 'The file is not UTF-8: take it as base64'],
      ['it is another', { path: '/bin/true', sha256: '0'.repeat(64) }, 'The file has another SHA-256'],
      ['it is not there', { path: '/none' }, 'No such file or directory'],
      ['it is a folder', { path: '/etc' }, 'The host could not do it'],
    ])('not when %s', async (_when, download, complaint) => {
      await expect(work(session, { download })).rejects.toMatchObject({
        type: 'CommandRejected',
        complaint: expect.stringContaining(complaint),
      });
    });
  });

  it('gives a file to a script, and takes one from it', async () => {
    const [from, to] = [join(folder, 'in.txt'), join(folder, 'out.txt')];

    const outputs = await work(session, {
      upload: { path: from, content: 'b\na\n' },
      script_content: `sort ${from} > ${to}`,
      download: { path: to, encoding: 'utf8' },
    });

    expect(outputs.map(({ command }) => command)).toEqual([
      `upload ${from}`,
      'script_content',
      `download ${to}`,
    ]);
    expect(outputs.at(-1)?.stdout).toBe('a\nb\n');
  });

  it('tells what it is connected to, and whether it lives', async () => {
    expect(session.facts.remoteVersion).toContain('OpenSSH');
    expect(await session.isAlive(never)).toBe(true);
  });
});

describe.runIf(canRun.ok)('the paramiko driver over the API', () => {
  let host: OpenSshServer;
  let service: RunningService;
  const keys = ed25519Keys({
    passphrase: 'key phrase',
    cipher: 'aes256-ctr',
    rounds: 16,
  });

  beforeAll(async () => {
    host = await OpenSshServer.start({ shell: '/bin/sh', publicKey: keys.public });
    service = await RunningService.start();
  });
  afterAll(() => Promise.all([service.stop(), host.stop()]));

  const job = (more: object): object => ({
    driver: 'paramiko',
    connection_args: {
      host: host.host,
      port: host.port,
      username: host.username,
      pkey: keys.private,
      passphrase: 'key phrase',
    },
    ...more,
  });

  it('needs no command where its arguments are work, and keeps them sealed', async () => {
    const driver_args = {
      script_content: 'echo "$TOKEN" | wc -c',
      environment: { TOKEN: 'Qz7-very-secret' },
    };

    const ended = await service.api.run(job({ driver_args }));

    expect(ended).toMatchObject({
      status: 'finished',
      result: { retval: [{ command: 'script_content', stdout: '16\n', exit_status: 0 }] },
    });
    const stored = readdirSync(service.dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
      .join('');
    for (const place of [stored, service.log]) expect(place).not.toContain('Qz7-very-secret');
  });

  it.each([
    ['without any work', {}, 'command'],
    ['with configuration', { config: 'x' }, 'config'],
    ['with a NUL', { command: 'a\0b' }, 'command'],
    ['with a command that no shell takes', { command: 'x'.repeat(131_072) }, 'command'],
    [
      'with a variable that is none',
      { command: 'a', driver_args: { environment: { 'A-B': 'x' } } },
      'driver_args.environment',
    ],
    [
      'with a value that is no text',
      { command: 'a', driver_args: { environment: { A: 1 } } },
      'driver_args.environment',
    ],
    ['with options for a user', { command: 'a', driver_args: { sudo_user: '-u' } }, 'driver_args.sudo_user'],
    [
      'with an interpreter that is a command line',
      { driver_args: { script_content: 'a', script_interpreter: 'sh; id' } },
      'driver_args.script_interpreter',
    ],
    [
      'with a file without content',
      { driver_args: { upload: { path: '/a' } } },
      'driver_args.upload.content',
    ],
    [
      'with content that is no base64',
      { driver_args: { upload: { path: '/a', content_base64: 'a' } } },
      'driver_args.upload.content_base64',
    ],
    [
      'with the hash of another content',
      { driver_args: { upload: { path: '/a', content: 'a', sha256: '0'.repeat(64) } } },
      'driver_args.upload.sha256',
    ],
    [
      'with a decimal mode',
      { driver_args: { upload: { path: '/a', content: 'a', mode: 644 } } },
      'driver_args.upload.mode',
    ],
    [
      'with a large download',
      { driver_args: { download: { path: '/a', max_bytes: 1e9 } } },
      'driver_args.download.max_bytes',
    ],
  ])('is refused at submit %s', async (_what, more, field) => {
    const { status, body } = await service.api.post('/jobs', job(more));

    expect(status).toBe(422);
    expect(body).toMatchObject({ errors: expect.arrayContaining([{ field, message: expect.any(String) }]) });
  });
});
