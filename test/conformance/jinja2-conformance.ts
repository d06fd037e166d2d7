import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderJinja2 } from '../../src/templates/jinja2/environment.js';
import { TemplateError } from '../../src/templates/template-error.js';

/** A template and what Python's Jinja2 answered to it; recorded by record-jinja2.py. */
export interface Jinja2Case {
  readonly name: string;
  readonly template: string;
  readonly context: object;
  readonly options: Readonly<Record<string, unknown>>;
  readonly output?: string;
  /** Name of Python's exception, where it raised one. */
  readonly error?: string;
}

export interface Jinja2Record {
  /** Version of Jinja2. */
  readonly jinja2: string;
  /** Templates that others include. */
  readonly files: Readonly<Record<string, string>>;
  readonly cases: readonly Jinja2Case[];
}

/** Python's exceptions, as NetPulse names them. */
const ERROR_TYPES: Readonly<Record<string, string>> = {
  UndefinedError: 'TemplateUndefined',
  TemplateSyntaxError: 'TemplateSyntax',
  TemplateAssertionError: 'TemplateSyntax',
};

export function readJinja2Record(): Jinja2Record {
  const path = join(process.cwd(), 'test/conformance/jinja2-cases.json');
  return JSON.parse(readFileSync(path, 'utf8')) as Jinja2Record;
}

/** What NetPulse makes of a case: its output, or `! ` and the type of the error. */
export function ourAnswer({ template, context, options }: Jinja2Case, files: Jinja2Record['files']): string {
  const settings = {
    trimBlocks: options.trim_blocks === true,
    lstripBlocks: options.lstrip_blocks === true,
    keepTrailingNewline: options.keep_trailing_newline === true,
    isStrict: options.undefined === 'strict',
  };
  try {
    return renderJinja2(template, context, settings, (name) => files[name]);
  } catch (error) {
    return `! ${error instanceof TemplateError ? error.type : String(error)}`;
  }
}

/** What Python made of it, in the same words. */
export function recordedAnswer({ output, error = '' }: Jinja2Case): string {
  return output ?? `! ${ERROR_TYPES[error] ?? 'TemplateFailed'}`;
}
