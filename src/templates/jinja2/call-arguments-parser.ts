import type { CallArguments, Expression } from './ast.js';
import type { TokenStream } from './token-stream.js';

export const NO_CALL_ARGUMENTS: CallArguments = {
  positional: [],
  named: [],
  spread: null,
  spreadNamed: null,
};

/** Reads what stands in the parentheses of a call, with them. */
export function parseCallArguments(tokens: TokenStream, expression: () => Expression): CallArguments {
  tokens.expect('operator', '(');
  const positional: Expression[] = [];
  const named: [string, Expression][] = [];
  let spread: Expression | null = null;
  let spreadNamed: Expression | null = null;
  while (!tokens.is('operator', ')')) {
    if (tokens.skip('operator', '*')) spread = expression();
    else if (tokens.skip('operator', '**')) spreadNamed = expression();
    else if (isNamed(tokens)) {
      const name = tokens.next().text;
      tokens.next();
      named.push([name, expression()]);
    } else if (named.length > 0) throw tokens.fault('Expected a named argument behind a named argument');
    else positional.push(expression());
    if (!tokens.skip('operator', ',')) break;
  }
  tokens.expect('operator', ')');
  return { positional, named, spread, spreadNamed };
}

function isNamed(tokens: TokenStream): boolean {
  const { kind, text } = tokens.at(1);
  return tokens.is('name') && kind === 'operator' && text === '=';
}
