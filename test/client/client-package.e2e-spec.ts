import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const CLIENT = join(ROOT, 'client');
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');
const NODE_TYPES = join(ROOT, 'node_modules/@types');

interface PackedFile {
  readonly path: string;
}

describe('the package of the client', () => {
  let folder: string;
  let packed: { readonly filename: string; readonly files: readonly PackedFile[] };
  const run = (command: string, ...args: string[]): string =>
    execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'netpulse-client-package-'));
    // What npm's own script does before it packs, without a second npm.
    run(process.execPath, TSC, '-p', CLIENT);
    const report = run('npm', 'pack', CLIENT, '--json', '--ignore-scripts', '--offline', '--loglevel=error');
    [packed] = JSON.parse(report) as [typeof packed];
    writeFileSync(join(folder, 'package.json'), '{"type": "module", "private": true}');
    run('npm', 'install', `./${packed.filename}`, '--offline', '--no-audit', '--no-fund', '--loglevel=error');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('holds the build, the document and the README, and no source', () => {
    const paths = packed.files.map(({ path }) => path);

    expect(paths).toEqual(expect.arrayContaining(['README.md', 'openapi.json', 'dist/package-entry.d.ts']));
    expect(paths.filter((path) => path.startsWith('src/'))).toEqual([]);
  });

  it('has types with which the programs of its README compile, strictly, and wrong ones do not', () => {
    const programs = readFileSync(join(CLIENT, 'README.md'), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```/gm);
    const files = [...programs].map(([, code = '']) => code);
    files.push(`
      import { NetPulse } from '@netpulse/client';
      const netpulse = new NetPulse({ url: 'http://127.0.0.1', apiKey: 'k' });
      // @ts-expect-error: connection_args are missing
      await netpulse.exec({ driver: 'netmiko' });
      // @ts-expect-error: there is no such status
      netpulse.jobs.list({ status: 'done' });
      // @ts-expect-error: there is no such operation
      await netpulse.call('post', '/workers', {});
      // @ts-expect-error: the path's parameter is missing
      await netpulse.call('get', '/jobs/{id}', {});
      const { status } = await netpulse.call('get', '/jobs/{id}', { path: { id: 'x' } });
      // @ts-expect-error: a job never has this status
      if (status === 'done') console.log(status);`);
    const names = files.map((code, index) => {
      writeFileSync(join(folder, `program-${index}.ts`), code);
      return `program-${index}.ts`;
    });
    const strict = [
      '--strict',
      '--exactOptionalPropertyTypes',
      '--noUncheckedIndexedAccess',
      '--skipLibCheck',
    ];
    const platform = ['--module', 'nodenext', '--target', 'es2022', '--lib', 'es2022,dom'];
    const types = ['--types', 'node', '--typeRoots', NODE_TYPES];

    expect(names).toHaveLength(4);
    expect(run(process.execPath, TSC, '--noEmit', ...strict, ...platform, ...types, ...names)).toBe('');
  });

  it('runs in plain Node', () => {
    const program = `import * as client from '@netpulse/client'; console.log(Object.keys(client).sort().join(' '))`;

    expect(run(process.execPath, '--input-type=module', '-e', program).trim().split(' ')).toEqual([
      'ConnectionError',
      'NetPulse',
      'NetPulseError',
      'ProblemError',
      'TimeoutError',
      'UnexpectedAnswerError',
      'WaitTimeoutError',
      'WebhookHeaderError',
      'WebhookSecretError',
      'WebhookSignatureError',
      'WebhookTimestampError',
      'WebhookVerificationError',
      'verifyWebhook',
    ]);
  });
});
