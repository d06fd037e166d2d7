import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'oxlint';

/** A library that only some rooms may know, and why. */
const FENCES = [
  {
    packages: ['bull', '@nestjs/bull'],
    rooms: ['jobs', 'workers', 'webhooks', 'redis', 'admin'],
    why: 'Bull stays in the rooms that own queues',
  },
  {
    packages: ['axios', '@nestjs/axios'],
    rooms: ['webhooks', 'drivers'],
    why: 'axios stays in the HTTP clients of webhooks and of eAPI',
  },
  { packages: ['ssh2'], rooms: ['drivers'], why: 'ssh2 stays under the drivers' },
  {
    packages: ['fast-xml-parser', 'fast-xml-validator'],
    rooms: ['drivers'],
    why: 'XML is read under the drivers',
  },
  {
    packages: ['prom-client'],
    rooms: ['observability'],
    why: 'What is counted is ours, prom-client writes it',
  },
  {
    packages: [
      '@opentelemetry/api',
      '@opentelemetry/sdk-trace-base',
      '@opentelemetry/exporter-trace-otlp-http',
      '@opentelemetry/resources',
    ],
    rooms: ['tracing'],
    why: 'OpenTelemetry is loaded by one room, when it is asked for',
  },
  {
    packages: ['@bull-board/api', '@bull-board/api/bullAdapter', '@bull-board/fastify'],
    rooms: ['admin'],
    why: 'bull-board is loaded by one room, when somebody looks',
  },
  { packages: ['net-snmp'], rooms: ['drivers'], why: 'net-snmp stays in its driver' },
  {
    packages: ['jose', '@nestjs/throttler'],
    rooms: ['auth'],
    why: 'Who may do what is decided in auth',
  },
  {
    packages: ['@modelcontextprotocol/server', 'zod'],
    rooms: ['mcp'],
    why: 'The Model Context Protocol and its schemas are loaded by one room, when somebody speaks it',
  },
  { packages: ['helmet'], rooms: ['http'], why: 'Headers for browsers are made in http' },
  {
    packages: ['cloudevents', 'amqplib', 'kafkajs'],
    rooms: ['webhooks'],
    why: 'Each of these stays in its webhook caller',
  },
];

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

/** One set of forbidden imports a room: a later set replaces an earlier one, it does not add to it. */
function fences() {
  const rooms = new Set(FENCES.flatMap(({ rooms }) => rooms));
  const forbid = (closed) => ({
    'no-restricted-imports': [
      'error',
      { paths: closed.flatMap(({ packages, why }) => packages.map((name) => ({ name, message: why }))) },
    ],
  });
  return [
    { files: ['src/**/*.ts'], rules: forbid(FENCES) },
    ...[...rooms].map((room) => ({
      files: [`src/${room}/**/*.ts`],
      rules: forbid(FENCES.filter((fence) => !fence.rooms.includes(room))),
    })),
  ];
}
