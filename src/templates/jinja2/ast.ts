/** An expression as it was written. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'list' | 'tuple'; readonly items: readonly Expression[] }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: 'attribute'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'item'; readonly of: Expression; readonly key: Expression }
  | { readonly kind: 'slice'; readonly of: Expression; readonly bounds: readonly (Expression | null)[] }
  | { readonly kind: 'call'; readonly of: Expression; readonly args: CallArguments }
  | { readonly kind: 'filter'; readonly of: Expression; readonly name: string; readonly args: CallArguments }
  | { readonly kind: 'test'; readonly of: Expression; readonly name: string; readonly args: CallArguments }
  | { readonly kind: 'unary'; readonly operator: '-' | '+' | 'not'; readonly of: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: ArithmeticOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'logic';
      readonly operator: 'and' | 'or';
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'concat'; readonly parts: readonly Expression[] }
  | { readonly kind: 'compare'; readonly first: Expression; readonly rest: readonly Comparison[] }
  | {
      readonly kind: 'conditional';
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression | null;
    };

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**';
export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';

export interface Comparison {
  readonly operator: ComparisonOperator;
  readonly right: Expression;
}

/** What stands in the parentheses of a call. */
export interface CallArguments {
  readonly positional: readonly Expression[];
  readonly named: readonly (readonly [string, Expression])[];
  /** `*list` and `**dict`. */
  readonly spread: Expression | null;
  readonly spreadNamed: Expression | null;
}

/** What is assigned to: a name, several, or a field of a namespace. */
export type Target =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'field'; readonly of: string; readonly name: string }
  | { readonly kind: 'several'; readonly targets: readonly Target[] };

export interface Parameter {
  readonly name: string;
  readonly fallback: Expression | null;
}

/** A body that is called: of a macro, or of a call block. */
export interface MacroDefinition {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
  /** The names of its body: whether it takes more arguments, or a caller, is said by using `varargs`, `kwargs`, `caller`. */
  readonly mentions: ReadonlySet<string>;
}

interface FilterCall {
  readonly name: string;
  readonly args: CallArguments;
}

type StatementBody =
  | { readonly kind: 'data'; readonly text: string }
  | { readonly kind: 'output'; readonly expression: Expression }
  | {
      readonly kind: 'for';
      readonly target: Target;
      readonly over: Expression;
      readonly condition: Expression | null;
      readonly isRecursive: boolean;
      readonly body: readonly Statement[];
      readonly otherwise: readonly Statement[];
    }
  | {
      readonly kind: 'if';
      readonly branches: readonly { readonly condition: Expression; readonly body: readonly Statement[] }[];
      readonly otherwise: readonly Statement[];
    }
  | { readonly kind: 'set'; readonly target: Target; readonly value: Expression }
  | {
      readonly kind: 'set-block';
      readonly target: Target;
      readonly filters: readonly FilterCall[];
      readonly body: readonly Statement[];
    }
  | {
      readonly kind: 'with';
      readonly values: readonly (readonly [Target, Expression])[];
      readonly body: readonly Statement[];
    }
  | { readonly kind: 'filter'; readonly filters: readonly FilterCall[]; readonly body: readonly Statement[] }
  | { readonly kind: 'macro'; readonly macro: MacroDefinition }
  | { readonly kind: 'call'; readonly call: Expression; readonly caller: MacroDefinition }
  | {
      readonly kind: 'include';
      readonly template: Expression;
      readonly ignoreMissing: boolean;
      readonly withContext: boolean;
    }
  | {
      readonly kind: 'import';
      readonly template: Expression;
      readonly as: string;
      readonly withContext: boolean;
    }
  | {
      readonly kind: 'from';
      readonly template: Expression;
      readonly names: readonly (readonly [name: string, as: string])[];
      readonly withContext: boolean;
    }
  | { readonly kind: 'extends'; readonly template: Expression }
  | { readonly kind: 'block'; readonly name: string }
  | { readonly kind: 'do'; readonly expression: Expression }
  | { readonly kind: 'break' | 'continue' };

/** A statement and its line in the template, from 1. */
export type Statement = StatementBody & { readonly line: number };

/** A template, read. */
export interface Template {
  readonly body: readonly Statement[];
  readonly blocks: ReadonlyMap<string, readonly Statement[]>;
}
