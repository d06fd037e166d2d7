import type { Type } from '@nestjs/common';
import { describePlugin, pluginToken } from '../plugins/plugin.js';
import type { TemplateChoice } from './template-choice.js';

/**
 * Makes text of a template and a context. A renderer is a provider decorated with {@link TemplateRenderer}; `O` is the DTO
 * class named as its `options`.
 */
export interface Renderer<O extends object = object> {
  /** @throws TemplateError saying what is wrong with the template */
  render(template: TemplateChoice, context: object, options: O): Promise<string>;
}

/** The injection token of a renderer. */
export const rendererToken = (name: string): string => pluginToken('renderer', name);

/** Class decorator of a renderer: its name in requests, and the DTO that judges its `options`. */
export function TemplateRenderer(
  name: string,
  about: { description: string; options: Type<object> },
): ClassDecorator {
  return describePlugin({
    kind: 'renderer',
    name,
    description: about.description,
    parts: { options: about.options },
  });
}
