#!/usr/bin/env node
// The command line: runs the build, and says how to make one where there is none.
import { fileURLToPath } from 'node:url';

const BUILD = new URL('../dist/src/cli/netpulse.js', import.meta.url);

try {
  await import(BUILD.href);
} catch (error) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  const folder = fileURLToPath(new URL('..', import.meta.url));
  console.error(`NetPulse is not built yet. Build it once, then try again:\n  cd ${folder} && npm run setup`);
  process.exitCode = 1;
}
