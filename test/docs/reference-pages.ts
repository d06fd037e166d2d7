import type { Type } from '@nestjs/common';
import type { PluginDescription } from '../../src/plugins/plugin.js';

/** What the pages need of an OpenAPI document. */
export interface RestDocument {
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly 'x-scopes'?: readonly string[];
  readonly security?: readonly unknown[];
  readonly responses: Readonly<Record<string, unknown>>;
}

interface Field {
  readonly type?: unknown;
  readonly isArray?: boolean;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly required?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly description?: string;
}

/** More do not fit into a cell: their chapter lists them. */
const MOST_VALUES = 15;
const MADE = 'npx vitest run test/reference.e2e-spec.ts -u';

/** docs/reference/rest.md: every route, the scope that it needs, and how it answers when all is well. */
export function restPage({ tags, paths }: RestDocument): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const sections = tags.flatMap(({ name, description }) => {
    const rows = operations
      .filter(({ operation }) => operation.tags?.includes(name))
      .map(({ path, method, operation }) => {
        const answers = Object.keys(operation.responses).filter((status) => /^[23]/.test(status));
        const route = `\`${method.toUpperCase()} ${path}\``;
        return `| ${route} | ${accessOf(operation)} | ${answers.join(', ')} | ${cell(operation.summary ?? '')} |\n`;
      });
    if (rows.length === 0) return [];
    return [
      `## ${name}\n\n${description}.\n\n| route | scope | answer | |\n| --- | --- | --- | --- |\n${rows.join('')}`,
    ];
  });
  return `# REST

Every route of a running service, by the OpenAPI document that it has at \`/openapi.json\`; \`/docs\` shows it with all fields, their limits
and defaults, and sends requests. A key is sent as \`X-API-KEY\` or \`Authorization: Bearer\`; one with the scope \`admin\` may do all
([access](../access.md)). Every error is \`application/problem+json\` (RFC 9457): 400 malformed, 401 no key, 403 scope missing, 404, 409,
413, 422 with each field that is wrong, 429 and 503 with \`Retry-After\`.

<!-- Made by the test that checks it: ${MADE} -->

${sections.join('\n')}`;
}

/** docs/reference/drivers.md: what each driver takes. */
export function driversPage(drivers: readonly PluginDescription[]): string {
  const sections = drivers.map(({ name, description, parts }) =>
    [`## ${name}\n\n${description}.\n`, ...Object.entries(parts).map(partSection)].join('\n'),
  );
  return `# Drivers

\`driver\` in a request names one of these. \`connection_args\` says how the device is reached, \`driver_args\` how the job is done there; an
unknown field, or a wrong value, is refused at submit. How each is used: [docs](../README.md).

<!-- Made by the test that checks it: ${MADE} -->

${sections.join('\n')}`;
}

const PART_NAMES: Readonly<Record<string, string>> = {
  connectionArgs: 'connection_args',
  driverArgs: 'driver_args',
};

function partSection([part, dto]: [string, Type<object>]): string {
  const rows = fieldsOf(dto).map(([field, options]) => {
    const shown = options.default === undefined ? '' : `\`${JSON.stringify(options.default)}\``;
    const fallback = options.required !== false && shown === '' ? 'required' : shown;
    return `| \`${field}\` | ${cell(valuesOf(options))} | ${fallback} | ${cell(options.description ?? '')} |\n`;
  });
  return `\`${PART_NAMES[part] ?? part}\`:\n\n| field | value | default | |\n| --- | --- | --- | --- |\n${rows.join('')}`;
}

/** What @nestjs/swagger was told of a DTO's fields, in the order of the class. */
function fieldsOf(dto: Type<object>): [string, Field][] {
  const prototype = dto.prototype as object;
  const names = Reflect.getMetadata('swagger/apiModelPropertiesArray', prototype) as string[] | undefined;
  return (names ?? []).map((name) => {
    const field = name.replace(/^:/, '');
    return [field, Reflect.getMetadata('swagger/apiModelProperties', prototype, field) as Field];
  });
}

function valuesOf(field: Field): string {
  const { enum: values, minimum, maximum } = field;
  if (values && values.length <= MOST_VALUES) return values.map((value) => `\`${String(value)}\``).join(', ');
  const kind = field.isArray ? 'list' : kindOf(field);
  if (minimum === undefined && maximum === undefined) return kind;
  const range = [minimum, maximum].map((limit) => limit?.toLocaleString('en') ?? '').join(' to ');
  return `${kind}, ${range}`;
}

/** A field with a default alone is an Object to TypeScript's metadata. */
function kindOf({ type, default: fallback, minimum }: Field): string {
  if (type === 'array') return 'list';
  if (type === Number || minimum !== undefined || typeof fallback === 'number') return 'number';
  if (type === Boolean || typeof fallback === 'boolean') return 'boolean';
  return type === String || type === 'string' || typeof fallback === 'string' ? 'string' : 'object';
}

function accessOf(operation: Operation): string {
  return operation['x-scopes']?.map((scope) => `\`${scope}\``).join(' or ') ?? 'open';
}

/** A pipe would end the cell. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
