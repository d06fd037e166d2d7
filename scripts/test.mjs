// The whole check: format, lint, types, tests; stops at the first step that fails.
//   npm test                 everything
//   npm test -- src/redis    only the tests of which a part of the path is given, or any other arguments of vitest
// CI_NO_SKIP=1 makes a skipped test a failure, unless this machine cannot have what the test needs.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { canInstall } from './setup/system-packages.mjs';
import { runToEnd } from './test/run-to-end.mjs';
import { readSummary } from './test/summary.mjs';

const RESULTS = 'node_modules/.cache/vitest-results.json';
/** A test that never gives the processor back cannot be timed out by vitest. */
const TESTS_TIMEOUT_MS = 15 * 60_000;
const HELD_BACK = { stopsOnFailure: false, isHeldBack: true };
const bin = (path) => [process.execPath, `node_modules/${path}`];

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const filters = process.argv.slice(2);

await heading('Set-up', [process.execPath, 'scripts/setup.mjs', '--tests']);
if (filters.length === 0) {
  // One after the other they would leave all processors but one idle.
  await Promise.all([
    heading('Format', [...bin('oxfmt/bin/oxfmt'), '--check'], HELD_BACK),
    heading('Lint', [...bin('oxlint/bin/oxlint'), '-c', 'oxlint.config.mjs'], HELD_BACK),
    heading('Types', ['npm', 'run', '--silent', 'typecheck'], HELD_BACK),
    heading('API document', [process.execPath, 'scripts/api/check.mjs'], HELD_BACK),
  ]);
  if (process.exitCode) process.exit();
}
mkdirSync('node_modules/.cache', { recursive: true });
rmSync(RESULTS, { force: true });
await heading(
  'Tests',
  [
    ...bin('vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${RESULTS}`,
    ...filters,
  ],
  { stopsOnFailure: false, timeoutMs: TESTS_TIMEOUT_MS },
);
conclude();

async function heading(title, [command, ...args], { stopsOnFailure = true, ...options } = {}) {
  console.log(`\n== ${title}`);
  const code = await runToEnd(command, args, options);
  if (options.isHeldBack) console.log(`${title}: ${code === 0 ? 'nothing to say' : 'failed'}`);
  if (code !== 0) process.exitCode = code;
  if (code !== 0 && stopsOnFailure) process.exit(code);
}

function conclude() {
  if (!existsSync(RESULTS)) return void (process.exitCode ||= 1);
  const { passed, failed, skipped } = readSummary(readFileSync(RESULTS, 'utf8'));
  for (const name of skipped) console.log(`skipped: ${name}`);
  if (process.env.CI_NO_SKIP === '1' && skipped.length > 0 && canInstall()) {
    console.log('Skipped tests are failures here: this machine can have all that they need.');
    process.exitCode ||= 1;
  }
  if (passed + failed === 0) process.exitCode ||= 1;
  console.log(`${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`);
}
