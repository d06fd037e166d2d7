import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';

/** Recorded beside the repository; not part of it. */
const ARCHIVE = join(process.cwd(), '../shared/data/ntc-templates.tar.gz');

/** A capture of a real device and the parse that it should give. */
export interface NtcCase {
  /** Path of the capture in the archive. */
  readonly name: string;
  readonly platform: string;
  readonly command: string;
  readonly capture: string;
  readonly expected: unknown;
}

/** The recorded data of ntc-templates. */
export interface NtcData {
  readonly index: string;
  /** Texts of the templates, by file name. */
  readonly templates: ReadonlyMap<string, string>;
  readonly cases: readonly NtcCase[];
}

/** Undefined when the data is not on this machine. */
export function readNtcData(archive = ARCHIVE): NtcData | undefined {
  if (!existsSync(archive)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'netpulse-conformance-'));
  try {
    execFileSync('tar', ['xzf', archive, '-C', folder]);
    return readFolder(join(folder, 'ntc-templates'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readFolder(folder: string): NtcData {
  const templates = join(folder, 'ntc_templates/templates');
  const files = readdirSync(templates).filter((name) => name.endsWith('.textfsm'));
  return {
    index: readFileSync(join(templates, 'index'), 'utf8'),
    templates: new Map(files.map((name) => [name, readFileSync(join(templates, name), 'utf8')])),
    cases: readCases(join(folder, 'tests')),
  };
}

function readCases(folder: string): NtcCase[] {
  const captures = (readdirSync(folder, { recursive: true }) as string[]).filter((name) =>
    name.endsWith('.raw'),
  );
  return captures.sort().flatMap((name) => {
    const answer = join(folder, name.replace(/\.raw$/, '.yml'));
    if (!existsSync(answer)) return [];
    const [platform = '', command = ''] = dirname(name).split('/');
    const { parsed_sample: expected } = parse(readFileSync(answer, 'utf8')) as { parsed_sample: unknown };
    const capture = readFileSync(join(folder, name), 'utf8').replace(/\r\n?/g, '\n');
    return [{ name, platform, command: command.replaceAll('_', ' '), capture, expected }];
  });
}
