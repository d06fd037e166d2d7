import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'oxlint';

/** A library that only some rooms, or folders in them, may know, and why. */
const FENCES = [
  {
    packages: ['bull', '@nestjs/bull'],
    places: ['jobs', 'workers', 'webhooks', 'redis', 'admin'],
    why: 'Bull stays in the rooms that own queues',
  },
  {
    packages: ['axios', '@nestjs/axios'],
    places: ['webhooks', 'drivers'],
    why: 'axios stays in the HTTP clients of webhooks and of eAPI',
  },
  { packages: ['ssh2'], places: ['drivers'], why: 'ssh2 stays under the drivers' },
  {
    packages: ['fast-xml-parser', 'fast-xml-validator'],
    places: ['drivers'],
    why: 'XML is read under the drivers',
  },
  {
    packages: ['prom-client'],
    places: ['observability'],
    why: 'What is counted is ours, prom-client writes it',
  },
  {
    packages: [
      '@opentelemetry/api',
      '@opentelemetry/sdk-trace-base',
      '@opentelemetry/exporter-trace-otlp-http',
      '@opentelemetry/resources',
    ],
    places: ['tracing'],
    why: 'OpenTelemetry is loaded by one room, when it is asked for',
  },
  {
    packages: ['@bull-board/api', '@bull-board/api/bullAdapter', '@bull-board/fastify'],
    places: ['admin'],
    why: 'bull-board is loaded by one room, when somebody looks',
  },
  { packages: ['net-snmp'], places: ['drivers'], why: 'net-snmp stays in its driver' },
  {
    packages: ['jose', '@nestjs/throttler'],
    places: ['auth'],
    why: 'Who may do what is decided in auth',
  },
  {
    packages: ['@modelcontextprotocol/server', 'zod'],
    places: ['mcp'],
    why: 'The Model Context Protocol and its schemas are loaded by one room, when somebody speaks it',
  },
  { packages: ['helmet'], places: ['http'], why: 'Headers for browsers are made in http' },
  {
    packages: ['cloudevents', 'amqplib', 'kafkajs'],
    places: ['webhooks/callers'],
    why: 'Each of these stays in its webhook caller',
  },
  {
    packages: ['commander', 'csv-parse', 'csv-parse/sync', 'string-width', 'yaml'],
    places: ['cli'],
    why: 'Commands and the files that they read stay in the command line',
  },
  {
    packages: ['pino', 'pino-pretty'],
    places: ['observability'],
    why: "Log by Nest's Logger: pino writes it",
  },
];

/** What every room may import, and imports none: a room, and files beside the rooms. */
const LEAVES = ['time', 'scopes', 'version'];

/**
 * Which other rooms a room may import; docs/architecture.md says what each is for. A room stands below all that it imports,
 * so that no arrows make a circle. A new arrow is a decision: first see whether the room above could be told instead.
 */
export const ARROWS = {
  time: [],
  config: [],
  matching: [],
  http: [],
  plugins: [],
  observability: ['config'],
  redis: ['config'],
  tracing: ['config'],
  secrets: ['config', 'redis'],
  problems: ['observability', 'redis'],
  auth: ['config', 'matching', 'observability', 'problems', 'redis', 'secrets'],
  audit: ['auth', 'config', 'http', 'observability', 'problems', 'redis'],
  fleet: ['auth', 'problems', 'redis'],
  credentials: ['config', 'matching', 'plugins'],
  templates: ['auth', 'config', 'matching', 'plugins', 'problems'],
  drivers: ['config', 'matching', 'plugins', 'problems'],
  // Nothing of drivers, sessions or the queue of jobs.
  webhooks: [
    'auth',
    'config',
    'http',
    'matching',
    'observability',
    'plugins',
    'problems',
    'redis',
    'secrets',
    'tracing',
  ],
  // Never workers: whether a request can be served is asked of registries, and who is alive of fleet.
  jobs: [
    'audit',
    'auth',
    'config',
    'credentials',
    'drivers',
    'fleet',
    'http',
    'observability',
    'plugins',
    'problems',
    'redis',
    'secrets',
    'templates',
    'tracing',
    'webhooks',
  ],
  workers: [
    'audit',
    'config',
    'credentials',
    'drivers',
    'fleet',
    'jobs',
    'observability',
    'plugins',
    'problems',
    'redis',
    'secrets',
    'templates',
    'tracing',
    'webhooks',
  ],
  'delivery-thread': ['config', 'foundation', 'observability', 'plugins', 'redis', 'webhooks'],
  monitoring: ['auth', 'config', 'fleet', 'jobs', 'observability', 'plugins', 'redis', 'webhooks'],
  mcp: ['audit', 'auth', 'config', 'jobs', 'matching', 'observability', 'problems', 'webhooks'],
  admin: ['auth', 'fleet', 'jobs', 'problems', 'secrets', 'webhooks'],
  console: ['auth', 'problems'],
  docs: ['auth', 'config', 'plugins', 'problems'],
  cli: ['auth', 'config', 'drivers', 'jobs', 'webhooks'],
};
/** How deep folders go in a room: a file in `drivers/netmiko/platforms/` is two below it. */
const DEPTHS = [0, 1, 2, 3];

const NO_ENVIRONMENT = {
  object: 'process',
  property: 'env',
  message: 'The environment is read in src/config only: inject SETTINGS.',
};
const NO_MARKUP = ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'setHTMLUnsafe', 'write', 'srcdoc'].map(
  (property) => ({ property, message: 'Values are text, never markup: use element.js.' }),
);

/** What ESLint recommends, and is not in oxlint's category `correctness`. */
const RECOMMENDED = asErrors('', [
  'no-case-declarations',
  'no-empty',
  'no-fallthrough',
  'no-prototype-builtins',
  'no-regex-spaces',
  'no-undef',
  'no-unexpected-multiline',
  'no-useless-assignment',
  'preserve-caught-error',
]);

/** What typescript-eslint has in `strictTypeChecked`, and is not in oxlint's category `correctness`. */
const STRICT = {
  ...asErrors('', ['no-var', 'prefer-const', 'prefer-rest-params', 'prefer-spread']),
  ...asErrors('typescript/', [
    'ban-ts-comment',
    'no-array-constructor',
    'no-deprecated',
    'no-empty-object-type',
    'no-explicit-any',
    'no-generated-empty-object-type',
    'no-misused-promises',
    'no-mixed-enums',
    'no-namespace',
    'no-non-null-asserted-nullish-coalescing',
    'no-non-null-assertion',
    'no-require-imports',
    'no-unnecessary-boolean-literal-compare',
    'no-unnecessary-template-expression',
    'no-unnecessary-type-arguments',
    'no-unnecessary-type-assertion',
    'no-unnecessary-type-constraint',
    'no-unnecessary-type-conversion',
    'no-unsafe-argument',
    'no-unsafe-assignment',
    'no-unsafe-call',
    'no-unsafe-enum-assignment',
    'no-unsafe-enum-comparison',
    'no-unsafe-function-type',
    'no-unsafe-member-access',
    'no-unsafe-return',
    'no-useless-constructor',
    'only-throw-error',
    'prefer-literal-enum-member',
    'prefer-promise-reject-errors',
    'prefer-reduce-type-parameter',
    'prefer-return-this-type',
    'related-getter-setter-pairs',
    'unified-signatures',
    'use-unknown-in-catch-callback-variable',
  ]),
  'typescript/restrict-plus-operands': [
    'error',
    {
      allowAny: false,
      allowBoolean: false,
      allowNullish: false,
      allowNumberAndString: false,
      allowRegExp: false,
    },
  ],
  'typescript/return-await': ['error', 'error-handling-correctness-only'],
};

export default defineConfig({
  plugins: ['eslint', 'typescript', 'oxc', 'import'],
  categories: { correctness: 'error' },
  options: { typeAware: true, reportUnusedDisableDirectives: 'error' },
  ignorePatterns: ['**/dist', 'coverage', '.netpulse', 'client/src/api-schema.ts'],
  env: { builtin: true, node: true },
  rules: {
    ...RECOMMENDED,
    // Refusing control characters is the point of these.
    'no-control-regex': 'off',
    // DTO classes carry decorators, no behaviour: an object of that shape is one.
    'typescript/no-misused-spread': 'off',
    // Strings are sorted as they are.
    'typescript/require-array-sort-compare': 'off',
  },
  overrides: [
    {
      files: ['**/*.ts'],
      rules: {
        ...STRICT,
        // tsc finds what is not defined.
        'no-undef': 'off',
        'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
        'typescript/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
        // A Nest module is a class by its decorator alone; a DTO without fields has nothing to take.
        'typescript/no-extraneous-class': ['error', { allowWithDecorator: true, allowEmpty: true }],
        'typescript/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
        // `(value) => void list.push(value)` says that the result does not matter.
        'typescript/no-meaningless-void-operator': 'off',
        'import/no-default-export': 'error',
        eqeqeq: 'error',
        'max-lines': ['error', { max: 250 }],
      },
    },
    // Injected classes and DTOs must stay value imports, for the metadata of decorators.
    { files: filesWithDecorators(), rules: { 'typescript/consistent-type-imports': 'off' } },
    { files: ['src/**/*.ts'], rules: { 'no-restricted-properties': ['error', NO_ENVIRONMENT] } },
    {
      files: ['src/config/**/*.ts', 'src/main.ts', '**/*.spec.ts'],
      rules: { 'no-restricted-properties': 'off' },
    },
    ...fences(),
    {
      files: ['**/*.spec.ts', '**/*.e2e-spec.ts', 'test/**/*.ts'],
      rules: {
        'max-lines': 'off',
        // expect.any() and its like are of type any.
        'typescript/no-unsafe-assignment': 'off',
        'typescript/prefer-promise-reject-errors': 'off',
      },
    },
    {
      files: ['src/console/page/*.js'],
      rules: {
        // `tsc -p src/console/page` knows what a browser has.
        'no-undef': 'off',
        'no-restricted-properties': ['error', ...NO_MARKUP],
        'import/no-default-export': 'error',
        eqeqeq: 'error',
        'max-lines': ['error', { max: 250 }],
      },
    },
    { files: ['test/docs/site/*.js'], globals: { document: 'readonly', window: 'readonly' } },
    { files: ['**/*.config.ts'], rules: { 'import/no-default-export': 'off' } },
  ],
});

function asErrors(prefix, names) {
  return Object.fromEntries(names.map((name) => [prefix + name, 'error']));
}

/** oxlint does not see by itself that a file's decorators make metadata of what it imports. */
function filesWithDecorators() {
  return ['src', 'test', 'examples'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
      .map((name) => `${folder}/${name}`)
      .filter((file) => /^ *@[A-Z]\w*/m.test(readFileSync(file, 'utf8'))),
  );
}

/**
 * What may not be imported, for each room, and for each depth in it: `../jobs/` is another place from there. A later set
 * replaces an earlier one, it does not add to it, so that each says all that holds for its files.
 */
function fences() {
  checkTable();
  const places = [...new Set([...Object.keys(ARROWS), ...FENCES.flatMap(({ places }) => places)])];
  const shallowFirst = places.sort((a, b) => a.split('/').length - b.split('/').length);
  return [
    { files: ['src/*.ts'], rules: forbid(closedPackages('')) },
    ...shallowFirst.flatMap((place) => [
      ...DEPTHS.map((depth) => ({
        files: [`src/${place}/${'*/'.repeat(depth)}*.ts`],
        rules: forbid(closedPackages(place), closedRooms(place, depth)),
      })),
      // A spec may put rooms side by side.
      { files: [`src/${place}/**/*.spec.ts`], rules: forbid(closedPackages(place)) },
    ]),
  ];
}

function forbid(paths, patterns = []) {
  return { 'no-restricted-imports': ['error', { paths, patterns }] };
}

function closedPackages(place) {
  return FENCES.filter(({ places }) => !places.some((open) => `${place}/`.startsWith(`${open}/`))).flatMap(
    ({ packages, why }) => packages.map((name) => ({ name, message: why })),
  );
}

function closedRooms(place, depth) {
  const [room, ...folders] = place.split('/');
  const up = String.raw`^(\.\./){${depth + folders.length + 1}}`;
  const open = [room, ...LEAVES, ...ARROWS[room]];
  const closed = Object.keys(ARROWS).filter((other) => !open.includes(other));
  const closedFiles = tops().filter((file) => !open.includes(file));
  const message = `${room} may import ${ARROWS[room].join(', ') || 'no other room'}: ARROWS in oxlint.config.mjs.`;
  return [
    { regex: `${up}(${closed.join('|')})/`, message },
    { regex: String.raw`${up}(${closedFiles.join('|')})\.js$`, message },
    { regex: String.raw`${up}\.\./`, message: 'What runs is in src.' },
  ];
}

/** The files beside the rooms, but for those that every room may import. */
function tops() {
  return readdirSync('src')
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.slice(0, -'.ts'.length))
    .filter((name) => !LEAVES.includes(name));
}

/** @throws Error when a room is missing in the table, or arrows make a circle */
function checkTable() {
  const rooms = Object.keys(ARROWS);
  for (const { name } of readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    if (!rooms.includes(name)) throw new Error(`src/${name} is missing in ARROWS of oxlint.config.mjs`);
  }
  for (const [room, imports] of Object.entries(ARROWS)) {
    const known = [...rooms.slice(0, rooms.indexOf(room)), ...tops()];
    const wrong = imports.find((name) => !known.includes(name));
    if (wrong) throw new Error(`ARROWS: ${wrong} does not stand above ${room}, which imports it`);
  }
}
