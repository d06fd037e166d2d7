import type { Target } from './ast.js';
import { Namespace } from './globals.js';
import type { Scope } from './scope.js';
import { fails, listOf, type Value } from './values.js';

/** @throws TemplateError when there are not as many values as targets, or a field is of no namespace */
export function assign(target: Target, value: Value, scope: Scope): void {
  if (target.kind === 'name') return void scope.set(target.name, value);
  if (target.kind === 'field') {
    const owner = scope.find(target.of);
    if (!(owner instanceof Namespace)) throw fails('cannot assign attribute on non-namespace object');
    return void owner.set(target.name, value);
  }
  const values = listOf(value);
  if (values.length !== target.targets.length)
    throw fails(`expected ${target.targets.length} values to unpack, got ${values.length}`);
  for (const [index, inner] of target.targets.entries()) assign(inner, values[index] ?? null, scope);
}
