import { TemplateError } from '../template-error.js';

/** Most characters that a template may write. */
export const MAX_OUTPUT = 10_000_000;

/** What a template writes. */
export class Output {
  private readonly pieces: string[] = [];
  private length = 0;

  /** @throws TemplateError when it has become too long */
  write(text: string): void {
    this.length += text.length;
    if (this.length > MAX_OUTPUT)
      throw new TemplateError('TemplateTooLarge', `The template writes more than ${MAX_OUTPUT} characters`);
    this.pieces.push(text);
  }

  get text(): string {
    return this.pieces.join('');
  }
}
