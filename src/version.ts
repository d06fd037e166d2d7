import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Nearest package.json above this file: one level up in the source tree, two in the build. */
function readVersion(): string {
  for (const up of ['..', '../..']) {
    try {
      const text = readFileSync(join(import.meta.dirname, up, 'package.json'), 'utf8');
      return (JSON.parse(text) as { version: string }).version;
    } catch {
      continue;
    }
  }
  return '0.0.0';
}

/** The version of NetPulse, from package.json. */
export const version = readVersion();
