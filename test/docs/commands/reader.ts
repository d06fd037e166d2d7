import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../chapters.js';
import type { Statement } from './statements.js';

const PRELUDE = readFileSync(join(import.meta.dirname, 'reader.bash'), 'utf8');
/** Below that of a test, so that it is said what it hung at. */
const DEADLINE_S = 50;

export interface Typed extends Statement {
  /** What is really typed: with this machine's ports in it. */
  readonly typed: string;
  /** What it prints has to match in the end; asked again and again until then. */
  readonly until?: RegExp | undefined;
}

export interface Printed extends Typed {
  readonly stdout: string;
  readonly stderr: string;
  /** The environment in which `npm start` was typed; null where it was not, or where it was really run. */
  readonly settings: Record<string, string> | null;
}

export interface Reading {
  /** The folder that it begins in. */
  readonly cwd: string;
  readonly environment: Record<string, string>;
}

/**
 * Types the statements of a chapter into one bash, in their order, and stops at the first that fails.
 *
 * @throws Error with the place, what was printed and what was said, when a statement fails
 */
export async function readAloud(
  statements: readonly Typed[],
  { cwd, environment }: Reading,
): Promise<Printed[]> {
  const out = mkdtempSync(join(cwd, '.printed-'));
  const script = [PRELUDE, ...statements.map(step)].join('\n');
  writeFileSync(join(out, 'script.bash'), script);
  const child = spawn('timeout', ['-k', '1', String(DEADLINE_S), 'bash', join(out, 'script.bash')], {
    cwd,
    stdio: 'ignore',
    env: { ...process.env, ...environment, OUT: out, REPOSITORY },
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const read = (name: string): string =>
    existsSync(join(out, name)) ? readFileSync(join(out, name), 'utf8') : '';
  if (code !== 0) {
    // It went no further than the last one that has printed.
    const at = statements.findLastIndex((_statement, index) => existsSync(join(out, `${index}.out`)));
    const { place = '', typed = '' } = statements[at] ?? {};
    const printed = [`${at}.out`, `${at}.err`].map(read).join('').slice(-2_000);
    throw new Error(`${place} fails with ${code}:\n${typed}\nIt printed:\n${printed}`);
  }
  return statements.map((statement, index) => {
    const settings = read(`${index}.settings`);
    return {
      ...statement,
      stdout: read(`${index}.out`),
      stderr: read(`${index}.err`),
      settings: settings === '' ? null : environmentOf(settings),
    };
  });
}

function step({ typed, shown, until }: Typed, index: number): string {
  const isRefusal = shown.includes('urn:netpulse:problem:');
  const group = `{\n${typed}\n} >"$OUT/$LINE.out" 2>"$OUT/$LINE.err"`;
  const asked = until
    ? `asks() {\n${group} && grep -qzE '${until.source}' "$OUT/$LINE.out"\n}\neventually asks`
    : group;
  return `LINE=${index}\n${asked}${isRefusal ? ' || test $? = 22' : ''}\ncopy_ids`;
}

function environmentOf(text: string): Record<string, string> {
  const pairs = text
    .split('\0')
    .filter((each) => /^(?:NETPULSE|OTEL)_/.test(each))
    .map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]);
  return Object.fromEntries(pairs) as Record<string, string>;
}
