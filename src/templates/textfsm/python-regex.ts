import { translatePattern, UntranslatableError } from '../../matching/python-pattern.js';
import { TemplateError } from '../template-error.js';

/**
 * A regular expression of Python's `re`, compiled to match from the start of a text, as `re.match` does.
 *
 * @throws TemplateError for what Python would refuse, or JavaScript cannot do
 */
export function pythonRegex(pattern: string): RegExp {
  try {
    const { source, flags } = translatePattern(pattern);
    return new RegExp(source, `${flags}y`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new TemplateError(
      'TemplateSyntax',
      error instanceof UntranslatableError
        ? `The regular expression ${pattern} ${why}`
        : `The regular expression ${pattern} cannot be used: ${why.slice(why.lastIndexOf(': ') + 2)}`,
    );
  }
}
