import { TemplateError } from '../template-error.js';

/**
 * What a template calculates with: Python's types. A whole number is a `number`, a float a {@link PyFloat}, None is null, a
 * dict is a Map. No value is a plain JavaScript object, so there is no way from a template to JavaScript's own properties.
 */
export type Value =
  | null
  | boolean
  | number
  | string
  | readonly Value[]
  | PyFloat
  | PyTuple
  | PyDict
  | PyObject
  | Undefined;

export type PyDict = Map<Key, Value>;
export type Key = string | number | boolean | null;

export class PyFloat {
  constructor(readonly value: number) {}
}

/** A tuple; with `names` a named one, whose fields are attributes. */
export class PyTuple {
  constructor(
    readonly items: readonly Value[],
    readonly names: readonly string[] = [],
  ) {}
}

/** Something with attributes of its own: a loop, a macro, a namespace, a range. */
export abstract class PyObject {
  /** Python's name of the type. */
  abstract readonly type: string;

  /** Undefined when there is none of this name. */
  attribute(_name: string): Value | undefined {
    return undefined;
  }

  /** How it prints. */
  text(): string {
    return `<${this.type}>`;
  }

  /** Its elements; undefined when it has none. */
  elements(): Iterable<Value> | undefined {
    return undefined;
  }

  get isTrue(): boolean {
    return true;
  }
}

/** What a call is given. */
export interface Arguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

/** Something that can be called. */
export class PyFunction extends PyObject {
  readonly type: string = 'function';

  constructor(
    readonly name: string,
    readonly call: (args: Arguments) => Value,
  ) {
    super();
  }

  override text(): string {
    return `<function ${this.name}>`;
  }
}

/** What a name or an attribute gives that is not there. */
export class Undefined {
  constructor(
    /** Says what is missing. */
    readonly message: string,
    /** Whether even printing and asking is an error, as Jinja2's StrictUndefined has it. */
    readonly isStrict: boolean,
  ) {}

  /** Called where Jinja2's lenient Undefined stands for emptiness. */
  touch(): void {
    if (this.isStrict) throw this.error();
  }

  error(): TemplateError {
    return new TemplateError('TemplateUndefined', this.message);
  }
}

/** Python's exceptions while a template runs. */
export function fails(message: string): TemplateError {
  return new TemplateError('TemplateFailed', message);
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** Python's name of a value's type. */
export function typeName(value: Value): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'int';
  if (typeof value === 'string') return 'str';
  if (isList(value)) return 'list';
  if (value instanceof PyFloat) return 'float';
  if (value instanceof PyTuple) return 'tuple';
  if (value instanceof Map) return 'dict';
  if (value instanceof PyObject) return value.type;
  return 'Undefined';
}

/** Python's `bool`. */
export function isTrue(value: Value): boolean {
  if (value === null || typeof value === 'boolean') return value === true;
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'string' || isList(value)) return value.length > 0;
  if (value instanceof PyFloat) return value.value !== 0;
  if (value instanceof PyTuple) return value.items.length > 0;
  if (value instanceof Map) return value.size > 0;
  if (value instanceof PyObject) return value.isTrue;
  value.touch();
  return false;
}

/** @throws TemplateError for what has no elements */
export function elementsOf(value: Value): Iterable<Value> {
  if (typeof value === 'string' || isList(value)) return value;
  if (value instanceof PyTuple) return value.items;
  if (value instanceof Map) return value.keys();
  if (value instanceof Undefined) {
    value.touch();
    return [];
  }
  const elements = value instanceof PyObject ? value.elements() : undefined;
  if (!elements) throw fails(`'${typeName(value)}' object is not iterable`);
  return elements;
}

export function listOf(value: Value): Value[] {
  return [...elementsOf(value)];
}

/** @throws TemplateError for what cannot be a dict's key */
export function keyOf(value: Value): Key {
  if (value instanceof PyFloat) return value.value;
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (value instanceof Undefined) throw value.error();
  throw fails(`unhashable type: '${typeName(value)}'`);
}

/** JSON as a template's values. */
export function fromJson(json: unknown): Value {
  if (typeof json === 'number') return Number.isInteger(json) ? json : new PyFloat(json);
  if (json === null || typeof json === 'string' || typeof json === 'boolean') return json;
  if (Array.isArray(json)) return json.map(fromJson);
  if (typeof json !== 'object') return null;
  return new Map(Object.entries(json).map(([key, value]) => [key, fromJson(value)]));
}
