import type { Arguments, Value } from './values.js';

/** Methods of a type of Python's, by name. */
export type MethodTable<T> = ReadonlyMap<string, (self: T, args: Arguments) => Value>;
