import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const LOCK = { packages: { '': {}, 'node_modules/left': { version: '1.0.0', integrity: 'sha512-a' } } };
const CALLS = 'calls.txt';

/**
 * A clone with our own set-up and test scripts, in which npm, the compiler, the bundler and vitest only note that they
 * were called, on a machine where nothing is on the PATH but what a test puts there.
 */
export class StubClone {
  readonly folder = mkdtempSync(join(tmpdir(), 'netpulse-clone-'));

  constructor() {
    cpSync(join(ROOT, 'scripts'), join(this.folder, 'scripts'), { recursive: true });
    this.write('package.json', JSON.stringify({ type: 'module', engines: { node: '>=20.0.0' } }));
    this.write('tsconfig.json', '{}');
    this.write('tsconfig.build.json', JSON.stringify({ include: ['src'] }));
    this.write('src/main.ts', 'one');
    this.write('scripts/setup/bundle.mjs', 'export function bundle() {}');
    this.write(
      'node_modules/typescript-native/bin/tsc',
      `${noting('build')}\nmkdirSync('dist', { recursive: true });`,
    );
    this.lock('1.0.0');
    this.putOnPath(
      'npm',
      `${noting('npm')}\ncpSync('package-lock.json', 'node_modules/.package-lock.json');`,
    );
  }

  /** What the lock file asks for. */
  lock(version: string): void {
    const left = { ...LOCK.packages['node_modules/left'], version };
    this.write(
      'package-lock.json',
      JSON.stringify({ packages: { ...LOCK.packages, 'node_modules/left': left } }),
    );
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  /** @param script JavaScript that runs in the clone */
  putOnPath(program: string, script = ''): void {
    this.write(`bin/${program}`, `#!${process.execPath}\n${script}`);
    chmodSync(join(this.folder, 'bin', program), 0o755);
  }

  /** Runs a script of the clone to its end. */
  async run(
    script: string,
    { args = [], environment = {} }: { args?: readonly string[]; environment?: Record<string, string> } = {},
  ): Promise<{ readonly code: number | null; readonly output: string }> {
    const env = { PATH: join(this.folder, 'bin'), ...environment };
    const child = spawn(process.execPath, [join(this.folder, script), ...args], { env });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
  }

  /** What was called since this was last asked, in order. */
  takeCalls(): string[] {
    const path = join(this.folder, CALLS);
    if (!existsSync(path)) return [];
    const calls = readFileSync(path, 'utf8').trim().split('\n');
    rmSync(path);
    return calls;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function noting(call: string): string {
  return `import { appendFileSync, cpSync, mkdirSync } from 'node:fs';\nappendFileSync('${CALLS}', '${call}\\n');`;
}
