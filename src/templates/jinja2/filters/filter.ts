import type { Arguments, Value } from '../values.js';

/** What filters and tests may ask of the template that they stand in. */
export interface FilterContext {
  /** Whether what is missing is an error even when it is only printed. */
  readonly isStrict: boolean;
  filter(name: string, value: Value, args: Arguments): Value;
  test(name: string, value: Value, args: Arguments): boolean;
}

export type Filter = (value: Value, args: Arguments, context: FilterContext) => Value;
export type FilterTable = readonly (readonly [name: string, filter: Filter])[];
