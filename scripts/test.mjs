// The whole check: tests, and beside them format, lint, types, packages and the API's document.
//   npm test                 everything
//   npm test -- src/redis    only the tests of which a part of the path is given, or any other arguments of vitest
// CI_NO_SKIP=1 makes a skipped test a failure.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runToEnd } from './test/run-to-end.mjs';
import { readSummary } from './test/summary.mjs';

const RESULTS = 'node_modules/.cache/vitest-results.json';
/** A test that never gives the processor back cannot be timed out by vitest. */
const TESTS_TIMEOUT_MS = 15 * 60_000;
/** Tests wait for much; a check takes what processor they leave, and its output comes in one piece. */
const BESIDE = { stopsOnFailure: false, isHeldBack: true };
const CHECKS = [
  { title: 'Format', command: [...bin('oxfmt/bin/oxfmt'), '--check'] },
  { title: 'Lint', command: [...bin('oxlint/bin/oxlint'), '-c', 'oxlint.config.mjs'] },
  { title: 'Types', command: ['npm', 'run', '--silent', 'typecheck'] },
  { title: 'Packages', command: [process.execPath, 'scripts/packages/check.mjs'] },
  { title: 'API document', command: [process.execPath, 'scripts/api/check.mjs'] },
];

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const filters = process.argv.slice(2);

await heading('Set-up', [process.execPath, 'scripts/setup.mjs', '--tests']);
const checks = filters.length === 0 ? runChecks() : [];
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
for (const title of await checks) console.log(`${title}: failed, see above`);
conclude();

/** One after the other, at low priority; resolves to the names of those that failed. */
async function runChecks() {
  const failed = [];
  for (const { title, command } of CHECKS)
    if (!(await heading(title, ['nice', '-n', '15', ...command], BESIDE))) failed.push(title);
  return failed;
}

async function heading(title, [command, ...args], { stopsOnFailure = true, ...options } = {}) {
  if (!options.isHeldBack) console.log(`\n== ${title}`);
  const code = await runToEnd(command, args, options);
  if (options.isHeldBack) console.log(`\n== ${title}: ${code === 0 ? 'nothing to say' : 'failed'}`);
  if (code !== 0) process.exitCode = code;
  if (code !== 0 && stopsOnFailure) process.exit(code);
  return code === 0;
}

function bin(path) {
  return [process.execPath, `node_modules/${path}`];
}

function conclude() {
  if (!existsSync(RESULTS)) return void (process.exitCode ||= 1);
  const { passed, failed, skipped } = readSummary(readFileSync(RESULTS, 'utf8'));
  for (const name of skipped) console.log(`skipped: ${name}`);
  if (process.env.CI_NO_SKIP === '1' && skipped.length > 0) {
    console.log('Skipped tests are failures here. What they need is named above, under Set-up.');
    process.exitCode ||= 1;
  }
  if (passed + failed === 0) process.exitCode ||= 1;
  console.log(`${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`);
}
