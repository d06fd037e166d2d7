import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, step } from './step.mjs';

const CONFIG = 'tsconfig.build.json';
/** What the build depends on besides the sources. */
const FILES = ['tsconfig.json', CONFIG, 'package-lock.json', 'scripts/setup/bundle.mjs'];
const STAMP = 'dist/.built';

/** Compiles into dist, unless dist was made from these very sources. */
export async function build() {
  const { include } = JSON.parse(readFileSync(CONFIG, 'utf8'));
  const sources = include.flatMap(sourcesIn);
  const fingerprint = fingerprintOf([...sources, ...FILES]);
  const last = readStamp();
  if (last.fingerprint === fingerprint) return;
  // tsc leaves the output of a source that is gone, and Node would still find it.
  if (last.sources.some((file) => !sources.includes(file))) rmSync('dist', { recursive: true, force: true });
  await step('Building', async () => {
    await run(process.execPath, ['node_modules/typescript-native/bin/tsc', '-p', CONFIG]);
    const { bundle } = await import('./bundle.mjs');
    await bundle();
  });
  writeFileSync(STAMP, JSON.stringify({ fingerprint, sources }));
}

/** @param path a file, or a folder with all below it */
function sourcesIn(path) {
  if (path.endsWith('.ts')) return [path];
  return readdirSync(path, { recursive: true })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('spec.ts'))
    .map((name) => join(path, name))
    .sort();
}

/** Contents, not times: a checkout of an older commit is newer by time. */
function fingerprintOf(files) {
  const hash = createHash('sha256').update(process.version);
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8'));
  } catch {
    return { fingerprint: '', sources: [] };
  }
}
