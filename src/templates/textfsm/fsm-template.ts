/** Everything that may stand between `Value` and the name of a value. */
export const VALUE_OPTIONS = ['Required', 'Filldown', 'Fillup', 'Key', 'List'] as const;
export type ValueOption = (typeof VALUE_OPTIONS)[number];

/** What is looked for in the text: a column of the result. */
export interface ValueDefinition {
  readonly name: string;
  readonly options: ReadonlySet<ValueOption>;
  /** With its parentheses, as Python writes it. */
  readonly pattern: string;
  /** Splits what a List matched into its named groups; null when the pattern has none. */
  readonly groups: RegExp | null;
}

export type LineOperation = 'Next' | 'Continue' | 'Error';
export type RecordOperation = 'NoRecord' | 'Record' | 'Clear' | 'Clearall';

/** What is done with a line that matches. */
export interface Rule {
  readonly regex: RegExp;
  readonly lineOperation: LineOperation;
  readonly recordOperation: RecordOperation;
  /** The state that is next, or with `Error` the message; null stays. */
  readonly target: string | null;
  /** Line in the template, from 1. */
  readonly line: number;
}

/** A TextFSM template, checked. */
export interface FsmTemplate {
  readonly values: readonly ValueDefinition[];
  readonly states: ReadonlyMap<string, readonly Rule[]>;
}
