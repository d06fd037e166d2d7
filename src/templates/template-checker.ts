import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { PluginRegistry } from '../plugins/plugin-registry.js';
import type { FieldError } from '../problems/problem.js';
import { validatePart } from '../problems/validation.js';
import type { TemplateChoice } from './template-choice.js';
import type { ParsingDto, RenderingDto } from './template.dto.js';
import { hasTemplate } from './template-folder.js';
import { parserNamed, rendererNamed } from './template-lookup.js';

/** How a job's configuration or commands are made, as a job keeps it. */
export interface Rendering {
  readonly name: string;
  /** Null when the job's own configuration or commands are templates. */
  readonly template: TemplateChoice | null;
  readonly context: object;
  readonly options: object;
}

/** How a job's outputs are read. */
export interface Parsing {
  readonly name: string;
  /** Null when the parser chooses by platform and command. */
  readonly template: TemplateChoice | null;
}

/** Judges what requests say of templates, before anything is done. */
@Injectable()
export class TemplateChecker {
  constructor(
    private readonly plugins: PluginRegistry,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @param errors gets what is wrong, by fields under `path` */
  rendering(request: RenderingDto, path: string, errors: FieldError[]): Rendering {
    const renderer = rendererNamed(this.plugins, request.name);
    const template = choiceOf(request, path, errors);
    if (!renderer) errors.push(unknown(path, this.plugins.names('renderer')));
    if (template && 'name' in template && !hasTemplate(this.settings.templatesDir, template.name))
      errors.push({ field: at(path, 'template_name'), message: 'there is no template of this name' });
    const options = renderer && validatePart(renderer.options, request.options ?? {}, at(path, 'options'));
    if (options && !options.ok) errors.push(...options.errors);
    const { name, context = {} } = request;
    return { name, template, context, options: options?.ok === true ? options.value : {} };
  }

  /** @param errors gets what is wrong, by fields under `path` */
  parsing(request: ParsingDto, platform: string | null, path: string, errors: FieldError[]): Parsing {
    const parser = parserNamed(this.plugins, request.name);
    const template = choiceOf(request, path, errors);
    if (!parser) errors.push(unknown(path, this.plugins.names('parser')));
    const message = parser?.fault({ template, platform, command: null }) ?? null;
    if (message !== null) {
      const field = template && 'name' in template ? 'template_name' : 'template';
      errors.push({ field: at(path, field), message });
    }
    return { name: request.name, template };
  }
}

function choiceOf(
  { template: text, template_name: name }: RenderingDto | ParsingDto,
  path: string,
  errors: FieldError[],
): TemplateChoice | null {
  if (isGiven(text) && isGiven(name))
    errors.push({
      field: at(path, 'template'),
      message: 'only one of template and template_name may be given',
    });
  if (isGiven(text)) return { text };
  return isGiven(name) ? { name } : null;
}

/** JSON's null counts as left out, as class-validator has it. */
function isGiven<T>(value: T | null | undefined): value is T {
  return value !== undefined && value !== null;
}

function unknown(path: string, names: readonly string[]): FieldError {
  return { field: at(path, 'name'), message: `must be one of: ${names.join(', ')}` };
}

function at(path: string, field: string): string {
  return path === '' ? field : `${path}.${field}`;
}
