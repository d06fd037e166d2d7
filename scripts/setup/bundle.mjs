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
const BUNDLED = new RegExp(
  `^(${[
    String.raw`@nestjs\/(common|core|platform-fastify|swagger|mapped-types|bull|bull-shared|axios|throttler)`,
    String.raw`rxjs|iterare|uid|tslib|es-toolkit|js-yaml|jose|helmet|class-validator|validator`,
    String.raw`fastify|fastify-plugin|@fastify\/(cors|formbody|middie|error|forwarded|proxy-addr|static|send|accept-negotiator)`,
    String.raw`avvio|find-my-way|light-my-request|fast-(json-stringify|querystring|decode-uri-component|deep-equal)`,
    String.raw`abstract-logging|fastq|reusify|rfdc|ret|safe-regex2|secure-json-parse|toad-cache|process-warning|cookie`,
    String.raw`content-disposition|escape-html|http-errors|depd|setprototypeof|statuses|inherits|toidentifier|mime|@lukeed\/ms`,
    String.raw`axios|form-data|asynckit|combined-stream|delayed-stream|mime-types|mime-db|proxy-from-env|follow-redirects`,
    String.raw`es-(set-tostringtag|errors|object-atoms|define-property)|get-(intrinsic|proto)|dunder-proto|math-intrinsics|gopd`,
    String.raw`has(own|-tostringtag|-symbols)|function-bind|call-bind-apply-helpers|(async-|async-generator-|generator-)function`,
    String.raw`bull|semver|cron-parser|luxon|uuid|lodash|lodash\.[a-z]+|get-port|ioredis|@ioredis\/commands|redis-parser`,
    // Its adapter wants queues of the very Bull that it knows.
    String.raw`@bull-board\/api\/bullAdapter|redis-errors|denque|cluster-key-slot|standard-as-callback|debug|ms|cloudevents|json-bigint|bignumber\.js`,
    String.raw`fast-xml-[a-z]+|@nodable\/[a-z-]+|is-unsafe|detailed-xml-validator|path-expression-matcher|anynum|xml-naming`,
  ].join('|')})(/|$)`,
);

/** Nest looks this one up by its name, wherever it lies; in the bundle that would be a second copy. */
const mappedTypes = {
  name: 'mapped-types',
  transform: {
    filter: { id: /@nestjs\/mapped-types\/dist\/type-helpers\.utils\.js$/ },
    handler(code) {
      const names = '{ IsOptional, ValidateIf, getMetadataStorage }';
      const found = code.replaceAll("require('class-validator')", `(${names})`);
      if (found === code) throw new Error('@nestjs/mapped-types finds class-validator in another way now');
      return `import ${names} from 'class-validator';\n${found}`;
    },
  },
};

/**
 * Puts the build into a few files: Node needs a millisecond for each that it loads, and there are 2,000.
 *
 * Measured: 1.2 to 1.4 s of CPU from start to ready with the bundle, 2.7 s without.
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
    // Its modules of which the others are not needed: it comes with the telephone numbers of the world.
    resolve: { alias: { 'class-validator': 'class-validator/esm2015/index.js' } },
    plugins: [mappedTypes],
    external: (id, importer) =>
      isPackage(id) && importer !== undefined && (!BUNDLED.test(id) || isForNest(id, importer)),
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

/** Its validation pipe is given what it would load by itself. */
function isForNest(id, importer) {
  return id === 'class-validator' && /@nestjs\/common/.test(importer);
}

function isPackage(id) {
  return !/^([./]|[a-z]:|node:|\0)/i.test(id);
}
