import { Injectable } from '@nestjs/common';
import { PluginRegistry } from '../plugins/plugin-registry.js';
import { invalid, type FieldError } from '../problems/problem.js';
import { TemplateChecker } from './template-checker.js';
import type { ParseRequestDto, RenderRequestDto } from './template.dto.js';
import { TemplateError } from './template-error.js';
import { parserNamed, rendererNamed } from './template-lookup.js';

/** Renders and parses for clients. */
@Injectable()
export class TemplateService {
  constructor(
    private readonly plugins: PluginRegistry,
    private readonly checker: TemplateChecker,
  ) {}

  /** @throws Problem 422 for a faulty request, and for a template that fails */
  async render(request: RenderRequestDto): Promise<string> {
    const errors: FieldError[] = [];
    const { name, template, context, options } = this.checker.rendering(request, '', errors);
    if (!template && errors.length === 0)
      errors.push({ field: 'template', message: 'must be given, or template_name' });
    const renderer = rendererNamed(this.plugins, name);
    if (errors.length > 0 || !template || !renderer) throw invalid(errors);
    return this.told(() => renderer.instance.render(template, context, options));
  }

  /** @throws Problem 422 for a faulty request, and for a template that fails */
  async parse(request: ParseRequestDto): Promise<object> {
    const errors: FieldError[] = [];
    const { output, platform = null, command = null } = request;
    const { name, template } = this.checker.parsing(request, platform, '', errors);
    if (!template && command === null)
      errors.push({ field: 'command', message: 'must be given, or a template' });
    const parser = parserNamed(this.plugins, name);
    if (errors.length > 0 || !parser) throw invalid(errors);
    return this.told(() => parser.parse({ output, template, platform, command }));
  }

  private async told<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof TemplateError)
        throw invalid([{ field: 'template', message: `${error.type}: ${error.message}` }]);
      throw error;
    }
  }
}
