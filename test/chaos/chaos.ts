import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readOptions } from './chaos-options.js';
import { runChaos, type ChaosReport } from './chaos-run.js';

const SHOWN_FAULTS = 5;

const options = readOptions(process.argv.slice(2));
const { seed, without } = options;
console.log(`seed ${seed}${without === 'nothing' ? '' : `, without its ${without}`}`);
const report = await runChaos(options, (line) => console.log(`  ${line}`));
mkdirSync(dirname(options.history), { recursive: true });
writeFileSync(options.history, JSON.stringify({ options, ...report, history: report.history }, null, 1));
print(report);
console.log(`\nThe whole history: ${options.history}`);
// What is left of a fetch would keep the process for a while.
process.exit(report.isClean ? 0 : 1);

function print({ verdict, counts, kills, troubles, settledAfterMs, history }: ChaosReport): void {
  const killed = Object.values(kills).reduce((sum, count) => sum + count, 0);
  const line = (what: string, value: string | number): void => console.log(`${what.padEnd(28)}${value}`);
  line('seed', seed);
  line('kills', `${killed} (${list(kills)})`);
  line('besides', list(troubles));
  line('jobs', `${counts.jobs}, of which ${counts.accepted} accepted (${list(counts.byStatus)})`);
  line('batches', `${counts.batches} accepted`);
  line('webhooks', counts.webhooks);
  const { median, most } = counts.toldAfterMs;
  line('told after', `${seconds(median)} in the median, ${seconds(most)} for 99 of 100`);
  line('duplicates (allowed)', counts.duplicates);
  line('beside an idle session', counts.besideIdleSession);
  line('settled after', settledAfterMs === null ? 'not in time' : seconds(settledAfterMs));
  line('handles, start -> rest', history.handles.map((one) => `${one.atStart}->${one.atRest}`).join(' '));
  for (const [kind, faults] of Object.entries(verdict) as [string, readonly string[]][]) {
    line(kind, faults.length);
    for (const fault of faults.slice(0, SHOWN_FAULTS)) console.log(`    ${fault}`);
  }
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

function list(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}
