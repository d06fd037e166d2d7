import js from '@eslint/js';
import tseslint from 'typescript-eslint';

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

const NO_DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name.',
};
const NO_MARKUP = {
  selector:
    'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|write|srcdoc)$/]',
  message: 'Values are text, never markup: use element.js.',
};
const NO_ENVIRONMENT = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'The environment is read in src/config only: inject SETTINGS.',
};

export default tseslint.config(
  { ignores: ['**/dist', 'coverage', '.netpulse', 'client/src/api-schema.ts'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Injected classes and DTOs must stay value imports: this rule knows that decorators' metadata needs them.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // A Nest module is a class by its decorator alone; a DTO without fields has nothing to take.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowEmpty: true }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // `(value) => void list.push(value)` says that the result does not matter.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      // An async method may have nothing to await: its contract says that it is async.
      '@typescript-eslint/require-await': 'off',
      // DTO classes carry decorators, no behaviour: an object of that shape is one.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      // It does not see that a callback has changed a variable in the meantime.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // The caller names the contract that a name from a request stands for.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Headers are a record, and leaving one out is what is meant.
      '@typescript-eslint/no-dynamic-delete': 'off',
      // Refusing control characters is the point of these.
      'no-control-regex': 'off',
      'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 250 }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/config/**', 'src/main.ts', '**/*.spec.ts'],
    rules: { 'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT, NO_ENVIRONMENT] },
  },
  ...fences(),
  {
    files: ['**/*.spec.ts', '**/*.e2e-spec.ts', 'test/**/*.ts'],
    rules: {
      'max-lines': 'off',
      // expect.any() and its like are of type any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        performance: 'readonly',
        fetch: 'readonly',
        URL: 'readonly',
        AbortSignal: 'readonly',
        AbortController: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        Buffer: 'readonly',
      },
    },
  },
  {
    files: ['src/console/page/*.js'],
    rules: {
      // `tsc -p src/console/page` knows what a browser has.
      'no-undef': 'off',
      'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT, NO_MARKUP],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 250 }],
    },
  },
  {
    files: ['test/docs/site/*.js'],
    languageOptions: { globals: { document: 'readonly', window: 'readonly' } },
  },
  { files: ['**/*.config.ts', '**/*.config.mjs'], rules: { 'no-restricted-syntax': 'off' } },
);

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
