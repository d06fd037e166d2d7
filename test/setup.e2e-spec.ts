import { StubClone } from './harness/stub-clone.js';

const SETUP = 'scripts/setup.mjs';
const EXTERNAL_REDIS = { NETPULSE_REDIS_URL: 'redis://redis:6379' };

describe('set-up', () => {
  let clone: StubClone;

  beforeEach(() => (clone = new StubClone()));
  afterEach(() => clone.remove());

  it('installs and builds once, saying so in a line each, and has nothing to do or say the second time', async () => {
    const first = await clone.run(SETUP, { environment: EXTERNAL_REDIS });
    const calls = clone.takeCalls();
    const second = await clone.run(SETUP, { environment: EXTERNAL_REDIS });

    expect(first.output).toMatch(/^Installing npm packages: done in \S+ s\nBuilding: done in \S+ s\n$/);
    expect(calls).toEqual(['npm', 'build']);
    expect(second).toEqual({ code: 0, output: '' });
    expect(clone.takeCalls()).toEqual([]);
  });

  it('installs again when the lock file has another version, and builds again when a source has changed', async () => {
    await clone.run(SETUP, { environment: EXTERNAL_REDIS });
    clone.takeCalls();

    clone.lock('1.0.1');
    await clone.run(SETUP, { environment: EXTERNAL_REDIS });
    const afterLock = clone.takeCalls();
    clone.write('src/main.ts', 'two');
    await clone.run(SETUP, { environment: EXTERNAL_REDIS });

    // The build depends on the packages as well.
    expect(afterLock).toEqual(['npm', 'build']);
    expect(clone.takeCalls()).toEqual(['build']);
  });

  it('sets a folder up once for two that ask at the same time', async () => {
    const both = await Promise.all([1, 2].map(() => clone.run(SETUP, { environment: EXTERNAL_REDIS })));

    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(clone.takeCalls()).toEqual(['npm', 'build']);
  });

  it('names the ways out where there is no Redis and none can be installed', async () => {
    const { code, output } = await clone.run(SETUP);

    expect(code).toBe(1);
    expect(output).toContain('redis-server: missing, and only root can install it by apt.');
    expect(output).toContain('NETPULSE_REDIS_URL=redis://host:6379');
    expect(output).not.toContain('    at ');
  });

  it.each([
    'NETPULSE_REDIS_URL',
    'NETPULSE_REDIS_URL_FILE',
    'NETPULSE_REDIS_SENTINELS',
    'NETPULSE_REDIS_CLUSTER',
  ])('needs no redis-server where %s names a Redis', async (variable) => {
    expect((await clone.run(SETUP, { environment: { [variable]: 'given' } })).code).toBe(0);
  });

  it.each(['redis-server', 'valkey-server'])('takes the %s on the PATH', async (program) => {
    clone.putOnPath(program);

    expect((await clone.run(SETUP)).code).toBe(0);
  });

  it('shows what a step printed when it fails, without a stack trace', async () => {
    clone.putOnPath('npm', "console.log('ETARGET no such version');\nprocess.exit(3);");

    const { code, output } = await clone.run(SETUP, { environment: EXTERNAL_REDIS });

    expect(code).toBe(1);
    expect(output).toMatch(/ETARGET no such version\nnpm ci .* failed \(exit code 3\)\./);
    expect(output).not.toContain('    at ');
  });
});

describe('npm test', () => {
  let clone: StubClone;

  beforeEach(() => {
    clone = new StubClone();
    clone.putOnPath('redis-server');
  });
  afterEach(() => clone.remove());

  it.each([
    ['passes', ['passed'], {}, 0, '1 passed, 0 failed'],
    [
      'names what is skipped',
      ['passed', 'skipped'],
      {},
      0,
      'skipped: skipped 2\n1 passed, 0 failed, 1 skipped',
    ],
    ['fails on a skip in CI', ['passed', 'skipped'], { CI_NO_SKIP: '1' }, 1, '1 passed, 0 failed, 1 skipped'],
    ['fails without any test', ['skipped'], {}, 1, '0 passed, 0 failed, 1 skipped'],
  ])('%s', async (_what, statuses, environment, expected, summary) => {
    clone.write('node_modules/vitest/vitest.mjs', vitestThatReports(statuses));

    const { code, output } = await clone.run('scripts/test.mjs', { args: ['some.spec.ts'], environment });

    expect(code).toBe(expected);
    expect(output.trim().endsWith(summary)).toBe(true);
  });
});

function vitestThatReports(statuses: readonly string[]): string {
  const assertionResults = statuses.map((status, index) => ({ status, fullName: `${status} ${index + 1}` }));
  const report = JSON.stringify({ testResults: [{ status: 'passed', assertionResults }] });
  return (
    "import { writeFileSync } from 'node:fs';\n" +
    "const out = process.argv.find((arg) => arg.startsWith('--outputFile.json=')).split('=')[1];\n" +
    `writeFileSync(out, ${JSON.stringify(report)});`
  );
}
