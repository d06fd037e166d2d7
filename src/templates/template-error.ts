/** Stable names of what can be wrong with a template or with what it is applied to. */
export type TemplateErrorType =
  | 'TemplateSyntax'
  | 'TemplateUndefined'
  | 'TemplateFailed'
  | 'TemplateNotFound'
  | 'TemplateTimeout'
  | 'TemplateTooLarge';

/** A fault of a template, told to whoever wrote it. The message may quote the template and what it was applied to. */
export class TemplateError extends Error {
  readonly code = 'TEMPLATE';

  constructor(
    readonly type: TemplateErrorType,
    message: string,
    /** Line of the template, from 1, where it is known. */
    readonly line: number | null = null,
  ) {
    super(message);
    this.name = type;
  }
}
