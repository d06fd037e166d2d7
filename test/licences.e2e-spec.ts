import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** Licences that ask for no more than their own text: what is shipped with NetPulse may be used with closed software. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Python-2.0',
  'Unlicense',
]);

interface LockedPackage {
  readonly dev?: boolean;
  readonly optional?: boolean;
}
interface Manifest {
  readonly name: string;
  readonly license?: string | { readonly type: string };
  readonly licenses?: readonly { readonly type: string }[];
}

describe('the packages that run in production', () => {
  it('have licences that are allowed', () => {
    const manifests = productionFolders().flatMap(manifestIn);

    const refused = manifests
      .map((manifest) => ({ name: manifest.name, licence: licenceOf(manifest) }))
      .filter(({ licence }) => !isAllowed(licence));

    expect(manifests.length).toBeGreaterThan(100);
    expect(refused).toEqual([]);
  });

  it.each([
    ['MIT', true],
    ['(BSD-2-Clause OR MIT OR Apache-2.0)', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['MIT AND GPL-3.0-only', false],
    ['GPL-3.0-only', false],
    ['', false],
  ])('are judged by their SPDX expression: %s', (expression, expected) => {
    expect(isAllowed(expression)).toBe(expected);
  });
});

function productionFolders(): string[] {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  return Object.entries(lock.packages)
    .filter(([folder, { dev }]) => folder !== '' && dev !== true)
    .map(([folder]) => folder);
}

/** Optional packages of other platforms are not installed. */
function manifestIn(folder: string): Manifest[] {
  try {
    return [JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as Manifest];
  } catch {
    return [];
  }
}

function licenceOf({ license, licenses }: Manifest): string {
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ') ?? '';
}

/** One licence of those joined by OR is enough; of those joined by AND each has to be allowed. */
function isAllowed(expression: string): boolean {
  return expression
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((licence) => ALLOWED.has(licence.trim())));
}
