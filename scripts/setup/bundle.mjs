import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { rolldown } from 'rolldown';

const OUT = 'dist/bundle';

/** The files that Node is told to run, or that find each other by their place. */
const ENTRIES = [
  'dist/src/main.js',
  'dist/src/delivery-thread/thread-main.js',
  'dist/src/plugins/resolve-hook.js',
];
/** What plugins share with NetPulse and is in the bundle (src/plugins/resolve-hook.ts): a file each, under its name. */
const SHARED = ['@nestjs/common', '@nestjs/core', '@nestjs/swagger'];

/**
 * What goes into the bundle besides our own code: packages of hundreds of small files, and what only they use. All others
 * stay as they are, since they look for files beside their own, are loaded by packages that stay, or have native parts
 * (class-transformer: Nest looks its memory up by the path of its file).
 */
const BUNDLED =
  /^(@nestjs\/(common|core|platform-fastify|swagger|mapped-types|bull|bull-shared|axios|throttler)|jose|helmet|es-toolkit|rxjs|iterare|uid|tslib|fastify|@fastify\/(cors|formbody|middie|error|forwarded|proxy-addr)|avvio|find-my-way|light-my-request|axios|fast-xml-[a-z]+|@nodable\/[a-z-]+|is-unsafe|detailed-xml-validator|path-expression-matcher|anynum|xml-naming)(\/|$)/;

/**
 * Puts the build into a few files: Node needs a millisecond for each that it loads, and there are 2,000.
 *
 * Measured: 1.5 s of CPU from start to ready with the bundle, 2.7 s without.
 */
export async function bundle() {
  rmSync(OUT, { recursive: true, force: true });
  const build = await rolldown({
    input: {
      ...Object.fromEntries(ENTRIES.map((file) => [basename(file, '.js'), file])),
      ...Object.fromEntries(SHARED.map((name) => [`shared/${name}`, name])),
      'shared/netpulse/plugin': 'dist/src/plugin.js',
    },
    platform: 'node',
    external: (id, importer) => isPackage(id) && importer !== undefined && !BUNDLED.test(id),
    logLevel: 'warn',
    onLog: (level, log, report) => {
      // Optional peers of Nest's, which it looks for at run time.
      if (log.code !== 'UNRESOLVED_IMPORT') report(level, log);
    },
  });
  await build.write({
    dir: OUT,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunk-[hash].js',
    keepNames: true,
  });
  await build.close();
}

function isPackage(id) {
  return !/^([./]|[a-z]:|node:|\0)/i.test(id);
}
