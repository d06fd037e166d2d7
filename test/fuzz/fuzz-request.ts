import fc from 'fast-check';
import type { ApiOperation } from './api-operation.js';
import { ODD_TEXT, spoiled, type RequestValues } from './request-values.js';

/** A request that is sent. */
export interface FuzzRequest {
  readonly operation: ApiOperation;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What is sent. */
  readonly body: string | undefined;
  /** What `body` is the JSON of, where it is that of something. */
  readonly value: unknown;
  /** Whether every part of it is what the document allows, and what is asked for may be there. */
  readonly isAllowed: boolean;
}

/** What would stop the workers that the rest of the run needs: only sent to names that are nobody's. */
const STOPS_WORKERS = /^\/workers\/\{name\}/;
const UNREADABLE = ['', '{', 'null', '[]', '"x"', '{"a":1}}', '{"a":\u0000}', '<xml/>'];
const TYPES = [
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'x',
];
/** RFC 9110, 5.5: what a header may hold. */
const HEADER_TEXT = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'abcXYZ0189-_. é'), maxLength: 20 }).map((value) => value.trim()),
  fc.constant('k'.repeat(256)),
);

/** @param seen ids that answers have named so far, by the path's parameter that they were answered for */
export function requestOf(
  operation: ApiOperation,
  values: RequestValues,
  apiKey: string,
  seen: readonly string[],
): fc.Arbitrary<FuzzRequest> {
  const known =
    STOPS_WORKERS.test(operation.path) || seen.length === 0 ? fc.uuid() : fc.constantFrom(...seen);
  const path = part(known, fc.oneof(fc.uuid(), ODD_TEXT.map(shortened)));
  return fc
    .tuple(path, queryOf(operation, values), headersOf(operation, apiKey), bodyOf(operation, values))
    .map(([id, query, headers, body]) => ({
      operation,
      path: operation.path.replace(/\{\w+\}/g, encode(id.value)) + query.value,
      headers: {
        ...headers.value,
        ...(body.value.type === undefined ? {} : { 'Content-Type': body.value.type }),
      },
      body: body.value.text,
      value: body.value.value,
      isAllowed: [id, query, headers, body].every(({ isAllowed }) => isAllowed),
    }));
}

interface Part<T> {
  readonly isAllowed: boolean;
  readonly value: T;
}

/** Mostly what is allowed. */
function part<T>(allowed: fc.Arbitrary<T>, odd: fc.Arbitrary<T>, weight = 5): fc.Arbitrary<Part<T>> {
  return fc.oneof(
    { weight, arbitrary: allowed.map((value) => ({ isAllowed: true, value })) },
    { weight: 1, arbitrary: odd.map((value) => ({ isAllowed: false, value })) },
  );
}

function queryOf({ parameters }: ApiOperation, values: RequestValues): fc.Arbitrary<Part<string>> {
  const own = parameters.filter((parameter) => parameter.in === 'query');
  // Where a page begins is not made up.
  const made = own.filter(({ name }) => name !== 'cursor');
  const allowed = fc
    .subarray(made, { maxLength: Math.min(3, made.length) })
    .chain((some) =>
      fc.tuple(
        ...some.map(({ name, schema }) => pair(fc.constant(name), values.allowedBy(schema).map(String))),
      ),
    );
  const name = fc.oneof(
    fc.constantFrom('surprise', 'limit[]', 'a[b]', ...own.map((each) => each.name)),
    ODD_TEXT,
  );
  const odd = fc.array(pair(name.map(shortened), ODD_TEXT.map(shortened)), { minLength: 1, maxLength: 3 });
  return part(allowed.map(joined), odd.map(joined));
}

function headersOf(
  { parameters }: ApiOperation,
  apiKey: string,
): fc.Arbitrary<Part<Readonly<Record<string, string>>>> {
  const key = { 'X-API-KEY': apiKey };
  const [header] = parameters.filter((parameter) => parameter.in === 'header');
  const odd = fc.constantFrom<Record<string, string>>(
    {},
    { 'X-API-KEY': 'wrong' },
    { Authorization: 'Bearer x.y.z' },
  );
  if (!header) return part(fc.constant<Record<string, string>>(key), odd, 20);
  const keyed = HEADER_TEXT.map((value) => ({ ...key, [header.name]: value }));
  return part(fc.oneof(fc.constant<Record<string, string>>(key), keyed), odd, 20);
}

interface Body {
  readonly text: string | undefined;
  readonly type: string | undefined;
  readonly value: unknown;
}

const JSON_TYPE = 'application/json';

function bodyOf({ body }: ApiOperation, values: RequestValues): fc.Arbitrary<Part<Body>> {
  if (!body)
    return fc.constant({ isAllowed: true, value: { text: undefined, type: undefined, value: undefined } });
  const allowed = values.allowedBy(body);
  const asJson = (value: unknown): Body => ({ text: JSON.stringify(value), type: JSON_TYPE, value });
  const unreadable = fc
    .constantFrom(...UNREADABLE)
    .map((text) => ({ text, type: JSON_TYPE, value: undefined }));
  const otherType = fc
    .tuple(allowed, fc.constantFrom(...TYPES))
    .map(([value, type]) => ({ ...asJson(value), type }));
  return part(
    allowed.map(asJson),
    fc.oneof(
      { weight: 8, arbitrary: allowed.chain(spoiled).map(asJson) },
      { weight: 1, arbitrary: unreadable },
      { weight: 1, arbitrary: otherType },
    ),
    1,
  );
}

function pair(name: fc.Arbitrary<string>, value: fc.Arbitrary<string>): fc.Arbitrary<[string, string]> {
  return fc.tuple(name, value);
}

function joined(pairs: readonly (readonly [string, string])[]): string {
  const query = pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
  return query === '' ? '' : `?${query}`;
}

/** Node takes 16 kB of headers, the path among them. */
function shortened(text: string): string {
  return text.slice(0, 500);
}

/** A lone surrogate cannot be encoded: the bytes that stand for it are none of UTF-8. */
function encode(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return '%ED%A0%80';
  }
}
