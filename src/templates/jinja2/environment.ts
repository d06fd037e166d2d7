import { TemplateError } from '../template-error.js';
import type { Template } from './ast.js';
import { ExpressionEvaluator } from './expression-evaluator.js';
import { GLOBALS } from './globals.js';
import type { WhitespaceOptions } from './lexer.js';
import { Output } from './output.js';
import { Scope } from './scope.js';
import { parseTemplate } from './template-parser.js';
import type { TemplateSource } from './template-source.js';
import { TemplateRunner } from './template-runner.js';
import { fromJson } from './values.js';

/** How a template is rendered: Jinja2's options of the same names. */
export interface Jinja2Options extends WhitespaceOptions {
  /** Whether what is missing is an error even when it is only printed (Jinja2's StrictUndefined). */
  readonly isStrict: boolean;
}

/**
 * Renders a Jinja2 template as Python's Jinja2 3.1 would, with its extensions `do` and `loopcontrols`.
 *
 * @param context an object of JSON values
 * @param load gives the text of another template, by its name; undefined when there is none
 * @throws TemplateError saying what is wrong, and in which line
 */
export function renderJinja2(
  template: string,
  context: object,
  options: Jinja2Options,
  load: (name: string) => string | undefined,
): string {
  const source = new CachedTemplates(options, load);
  const scope = new Scope(source.globals);
  for (const [name, value] of Object.entries(context)) scope.set(name, fromJson(value));
  const output = new Output();
  try {
    const runner = new TemplateRunner(new ExpressionEvaluator(options.isStrict), source);
    runner.render(parseTemplate(template, options), new Scope(scope), output);
  } catch (error) {
    // V8 says so when the stack or a text is at its end.
    if (!(error instanceof RangeError)) throw error;
    throw new TemplateError(
      'TemplateTooLarge',
      'The template nests too deep, or makes a text that is too long',
    );
  }
  return output.text;
}

class CachedTemplates implements TemplateSource {
  readonly globals = new Scope();
  private readonly known = new Map<string, Template | undefined>();

  constructor(
    private readonly options: WhitespaceOptions,
    private readonly load: (name: string) => string | undefined,
  ) {
    for (const [name, value] of GLOBALS) this.globals.set(name, value);
  }

  find(name: string): Template | undefined {
    if (this.known.has(name)) return this.known.get(name);
    const text = this.load(name);
    const template = text === undefined ? undefined : parseTemplate(text, this.options);
    this.known.set(name, template);
    return template;
  }

  template(name: string): Template {
    const template = this.find(name);
    if (template) return template;
    throw new TemplateError('TemplateNotFound', `There is no template "${name}"`);
  }
}
