import type { Target } from './ast.js';
import type { TokenStream } from './token-stream.js';

/** Reads what is assigned to: one target, or several with commas between. */
export function parseTarget(tokens: TokenStream): Target {
  const first = parseSingleTarget(tokens);
  if (!tokens.is('operator', ',')) return first;
  const targets = [first];
  while (tokens.skip('operator', ',')) {
    if (tokens.is('name', 'in') || tokens.is('operator', '=')) break;
    targets.push(parseSingleTarget(tokens));
  }
  return { kind: 'several', targets };
}

/** Reads a name, a field of a namespace, or targets in parentheses. */
export function parseSingleTarget(tokens: TokenStream): Target {
  if (tokens.skip('operator', '(')) {
    const inner = parseTarget(tokens);
    tokens.expect('operator', ')');
    return inner;
  }
  const { text: name } = tokens.expect('name');
  if (!tokens.skip('operator', '.')) return { kind: 'name', name };
  return { kind: 'field', of: name, name: tokens.expect('name').text };
}
