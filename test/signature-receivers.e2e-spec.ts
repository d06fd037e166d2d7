import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { GO_LIBRARY, hasGoPeer } from '../scripts/setup/go-peers.mjs';
import { isOnPath } from '../scripts/setup/system-packages.mjs';
import type { AttemptDto } from '../src/webhooks/log/attempt.dto.js';
import { peerPython, peerPythonHas } from './harness/peer-python.js';
import { RunningService } from './harness/running-service.js';

const CHAPTER = join(import.meta.dirname, '../docs/webhooks/signatures.md');
/** Inside the repository, so that Node finds the library there. */
const CACHE = join(import.meta.dirname, '../node_modules/.cache');
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const OTHER_SECRET = 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const START_DEADLINE_MS = 60_000;

const python = peerPython();

interface Language {
  readonly name: string;
  readonly file: string;
  readonly whyNot: string | undefined;
  /** Makes the folder ready and says what to run. */
  readonly prepare: (folder: string) => readonly [command: string, ...args: string[]];
}

const LANGUAGES: readonly Language[] = [
  {
    name: 'Node',
    file: 'receiver.mjs',
    whyNot: undefined,
    prepare: (folder) => [process.execPath, join(folder, 'receiver.mjs')],
  },
  {
    name: 'Python',
    file: 'receiver.py',
    whyNot: peerPythonHas('standardwebhooks')
      ? undefined
      : 'no Python with standardwebhooks (node scripts/setup.mjs --tests; TEST_PYTHON may name another one)',
    prepare: (folder) => [python, join(folder, 'receiver.py')],
  },
  {
    name: 'Go',
    file: 'receiver.go',
    whyNot: hasGoPeer() ? undefined : `no Go with the library in its cache (go mod download ${GO_LIBRARY})`,
    prepare: (folder) => {
      const environment = {
        ...process.env,
        GOPROXY: 'off',
        GOFLAGS: '-mod=mod',
        GONOSUMDB: '*',
      };
      const go = (...args: string[]) =>
        execFileSync('go', args, { cwd: folder, env: environment, stdio: 'pipe' });
      go('mod', 'init', 'receiver');
      go('mod', 'edit', '-require', GO_LIBRARY);
      go('build', '-o', 'receiver', 'receiver.go');
      return [join(folder, 'receiver')];
    },
  },
];

/** The code block of the chapter that begins with the file's name in a comment. */
function codeOf(file: string): string {
  const blocks = readFileSync(CHAPTER, 'utf8').matchAll(/^```\w+\n((?:\/\/|#) (\S+)\n[\s\S]*?)^```$/gm);
  for (const [, code, name] of blocks) if (code !== undefined && name === file) return code;
  throw new Error(`The chapter has no ${file}`);
}

/** A machine without Go cannot run it; one that has Go, and not the library, is not set up. */
const here = LANGUAGES.filter(({ name, whyNot }) => whyNot === undefined || name !== 'Go' || isOnPath('go'));

for (const language of here)
  describe.skipIf(language.whyNot !== undefined)(`the chapter's receiver in ${language.name}`, () => {
    let service: RunningService;
    let folder: string;
    let child: ChildProcess;
    let port: number;
    let output = '';

    beforeAll(async () => {
      mkdirSync(CACHE, { recursive: true });
      folder = mkdtempSync(join(CACHE, 'receiver-'));
      writeFileSync(join(folder, language.file), codeOf(language.file));
      const [command, ...args] = language.prepare(folder);
      port = await unusedPort();
      child = spawn(command, args, { env: { ...process.env, WEBHOOK_SECRET: SECRET, PORT: String(port) } });
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
      await vi.waitFor(() => isListening(port), { timeout: START_DEADLINE_MS, interval: 50 });
      service = await RunningService.start();
    }, 2 * START_DEADLINE_MS);
    afterAll(async () => {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
      await service.stop();
    });

    async function send(secret: string | string[] | null): Promise<AttemptDto> {
      const webhook = { url: `http://127.0.0.1:${port}/`, name: 'event', secret };
      return (await service.api.post<AttemptDto>('/webhooks/test', { webhook })).body;
    }

    it('verifies what NetPulse has signed', async () => {
      expect(await send(SECRET)).toMatchObject({ status_code: 204, error: null });
      await expect.poll(() => output).toMatch(/^verified test-\S+ .*job\.completed/ms);
    });

    it('verifies by one secret of several', async () => {
      expect(await send([OTHER_SECRET, SECRET])).toMatchObject({ status_code: 204, error: null });
    });

    it.each([
      ['another secret', OTHER_SECRET],
      ['no secret', null],
    ])('refuses what was signed with %s', async (_what, secret) => {
      expect(await send(secret)).toMatchObject({ status_code: 401, error: { code: 'http_status' } });
    });
  });

for (const { name, whyNot } of LANGUAGES) {
  if (whyNot !== undefined)
    console.warn(`!! The receiver in ${name} of the signature chapter is NOT TESTED: ${whyNot}`);
}

async function unusedPort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function isListening(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}
