import { isDeepStrictEqual } from 'node:util';
import { parseFsmTemplate } from '../../src/templates/textfsm/fsm-template.parser.js';
import { NtcIndex } from '../../src/templates/textfsm/ntc-index.js';
import { findRecords } from '../../src/templates/textfsm/records.js';
import type { NtcCase, NtcData } from './ntc-cases.js';

/** How the TextFSM engine does on recorded data. */
export interface TextFsmReport {
  readonly templates: number;
  /** Templates that do not compile, and why. */
  readonly uncompiled: readonly string[];
  readonly cases: number;
  /** Cases with another result, and in which way. */
  readonly wrong: readonly string[];
  readonly seconds: number;
}

const MS_PER_SECOND = 1_000;

/** Compiles every template and parses every capture. */
export function measureTextFsm({ index, templates, cases }: NtcData): TextFsmReport {
  const startedAt = performance.now();
  const ntc = NtcIndex.parse(index);
  const uncompiled = [...templates].flatMap(([name, text]) => faultOf(name, () => parseFsmTemplate(text)));
  const wrong = cases.flatMap((sample) => faultOf(sample.name, () => check(sample, ntc, templates)));
  const seconds = (performance.now() - startedAt) / MS_PER_SECOND;
  return { templates: templates.size, uncompiled, cases: cases.length, wrong, seconds };
}

function check(
  { platform, command, capture, expected }: NtcCase,
  index: NtcIndex,
  templates: NtcData['templates'],
): void {
  const names = index.find(platform, command);
  if (!names) throw new Error(`no template for "${command}"`);
  const records = findRecords(
    names.map((name) => templates.get(name) ?? ''),
    capture,
    'ntc-templates',
  );
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(records)), expected)) throw new Error('another result');
}

function faultOf(name: string, work: () => unknown): string[] {
  try {
    work();
    return [];
  } catch (error) {
    return [`${name}: ${error instanceof Error ? error.message : String(error)}`];
  }
}
