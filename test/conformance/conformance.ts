import { ourAnswer, readJinja2Record, recordedAnswer } from './jinja2-conformance.js';
import { readNtcData } from './ntc-cases.js';
import { measureTextFsm } from './textfsm-conformance.js';

/** Share of ntc-templates' captures that must give the parse that they should. */
const MIN_TEXTFSM_SHARE = 0.998;
/** Every recorded answer of Jinja2 must be ours too. */
const MIN_JINJA2_SHARE = 1;

const rows: string[][] = [['what', 'right', 'of', 'share']];
const faults: string[] = [];

checkTextFsm();
checkJinja2();
print();

function checkTextFsm(): void {
  const data = readNtcData();
  if (!data) {
    console.log('TextFSM: not measured, since ../shared/data/ntc-templates.tar.gz is not there.');
    return;
  }
  const { templates, uncompiled, cases, wrong, seconds } = measureTextFsm(data);
  report('TextFSM: templates of ntc-templates that compile', templates - uncompiled.length, templates, 1);
  report(
    `TextFSM: captures parsed as they should be (${seconds.toFixed(1)} s)`,
    cases - wrong.length,
    cases,
    MIN_TEXTFSM_SHARE,
  );
  for (const fault of [...uncompiled, ...wrong]) console.log(`  ${fault}`);
}

function checkJinja2(): void {
  const { jinja2, files, cases } = readJinja2Record();
  const wrong = cases.filter((sample) => ourAnswer(sample, files) !== recordedAnswer(sample));
  report(
    `Jinja2: answers equal to those of Jinja2 ${jinja2}`,
    cases.length - wrong.length,
    cases.length,
    MIN_JINJA2_SHARE,
  );
  for (const { name } of wrong) console.log(`  ${name}: another answer`);
}

function report(what: string, right: number, of: number, minimum: number): void {
  const share = right / of;
  rows.push([what, String(right), String(of), `${(share * 100).toFixed(2)} %`]);
  if (share < minimum) faults.push(`${what}: less than ${(minimum * 100).toFixed(1)} %`);
}

function print(): void {
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    );
  for (const fault of faults) console.error(`!! ${fault}`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
