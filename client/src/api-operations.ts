import type { components, paths } from './api-schema.js';

export type { components, paths };

/** A schema of the OpenAPI document by its name. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

export type Method = 'get' | 'post' | 'patch' | 'delete';

/** The paths that have an operation of this method. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, object> ? P : never;
}[keyof paths];

type OperationAt<M extends Method, P extends keyof paths> = paths[P] extends Record<M, infer O> ? O : never;

type ParametersOf<O, Where extends string> = O extends { parameters: Partial<Record<Where, infer V>> }
  ? NonNullable<V>
  : never;

type BodyOf<O> = O extends { requestBody: { content: { 'application/json': infer B } } } ? B : never;

type SuccessOf<O> = O extends { responses: infer R } ? JsonIn<R[keyof R & (200 | 201 | 202 | 204)]> : never;

type JsonIn<R> = R extends { content: { 'application/json': infer B } } ? B : undefined;

type Field<Name extends string, V> = [V] extends [never]
  ? unknown
  : Partial<V> extends V
    ? { readonly [K in Name]?: V }
    : { readonly [K in Name]: V };

/** What an operation takes: `path`, `query`, `headers` and `body`, as the document has them. */
export type Input<M extends Method, P extends keyof paths> = Field<
  'path',
  ParametersOf<OperationAt<M, P>, 'path'>
> &
  Field<'query', ParametersOf<OperationAt<M, P>, 'query'>> &
  Field<'headers', ParametersOf<OperationAt<M, P>, 'header'>> &
  Field<'body', BodyOf<OperationAt<M, P>>>;

/** What an operation answers when all is well; undefined where there is no body. */
export type Output<M extends Method, P extends keyof paths> = SuccessOf<OperationAt<M, P>>;

/** Any operation's input, as the code sees it that sends it. */
export interface AnyInput {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | null | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** `/jobs/{id}` with its parameters filled in, and the query. */
export function pathAndQuery(template: string, { path = {}, query = {} }: AnyInput): string {
  const filled = template.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(path[name] ?? ''));
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) parameters.set(name, String(value));
  }
  return parameters.size === 0 ? filled : `${filled}?${parameters.toString()}`;
}
