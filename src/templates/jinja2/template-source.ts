import type { Template } from './ast.js';
import { textOf } from './python-text.js';
import type { Scope } from './scope.js';
import { listOf, type Value } from './values.js';

/** Where templates find other templates, and what all of them know. */
export interface TemplateSource {
  readonly globals: Scope;
  find(name: string): Template | undefined;
  /** @throws TemplateError when there is none of this name */
  template(name: string): Template;
}

/** The first template that there is, of one name or a list of names. */
export function firstTemplate(source: TemplateSource, names: Value): Template | undefined {
  for (const name of typeof names === 'string' ? [names] : listOf(names)) {
    const template = source.find(textOf(name));
    if (template) return template;
  }
  return undefined;
}
