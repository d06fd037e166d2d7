// npm run packages:check: a bill of materials can be made and names every package that package.json depends on, and the npm
// registry knows no hole in what runs in production. A registry that tells none is named, and is no failure.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { productionBill } from './bill.mjs';
import { npm, parsed } from './npm.mjs';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
const faults = [...(await faultsOfBill()), ...(await knownHoles())];
for (const fault of faults) console.log(fault);
process.exitCode = faults.length === 0 ? 0 : 1;

async function faultsOfBill() {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const { components } = await productionBill();
  const named = new Set(components.map(({ name }) => name));
  const missing = Object.keys(dependencies).filter((name) => !named.has(name));
  const surplus = ['vitest', 'oxfmt'].filter((name) => name in devDependencies && named.has(name));
  return [
    ...missing.map((name) => `the bill of materials leaves out ${name}`),
    ...surplus.map((name) => `the bill of materials has ${name}, which does not run in production`),
  ];
}

async function knownHoles() {
  const { stdout, stderr } = await npm('audit', '--omit=dev', '--json');
  const report = parsed(stdout);
  const total = report?.metadata?.vulnerabilities?.total;
  if (total !== undefined) return Object.values(report.vulnerabilities).map(holeText);
  // npm has a message of its own where the registry answers with an error, or not at all.
  if (typeof report?.message !== 'string') return [`npm audit failed: ${stderr.trim()}`];
  const why = report.statusCode ? `it answers ${report.statusCode}` : 'it cannot be reached';
  console.log(`NOT CHECKED: the npm registry tells no known holes here (${why})`);
  return [];
}

function holeText({ name, severity, via }) {
  const causes = via.map((cause) =>
    typeof cause === 'string' ? `by ${cause}` : `${cause.title} ${cause.url}`,
  );
  return `${severity}: ${name}: ${causes.join('; ')}`;
}
