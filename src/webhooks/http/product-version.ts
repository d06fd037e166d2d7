import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version in NetPulse's package.json, which is one folder further away from the built code than from the source. */
export const PRODUCT_VERSION = readVersion(import.meta.dirname);

function readVersion(folder: string): string {
  const path = join(folder, 'package.json');
  if (existsSync(path)) {
    const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version?: string };
    return version ?? '0';
  }
  const parent = dirname(folder);
  return parent === folder ? '0' : readVersion(parent);
}
