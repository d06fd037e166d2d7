import type { Type } from '@nestjs/common';
import type { PluginRegistry } from '../plugins/plugin-registry.js';
import type { Parser } from './output-parser.js';
import type { Renderer } from './template-renderer.js';

/** A registered renderer and the DTO class that judges its options. */
export interface RegisteredRenderer {
  readonly instance: Renderer;
  readonly options: Type<object>;
}

/** The renderer of a request's name; undefined when there is none. */
export function rendererNamed(plugins: PluginRegistry, name: string): RegisteredRenderer | undefined {
  const instance = plugins.find<Renderer>('renderer', name);
  const options = plugins.description('renderer', name)?.parts.options;
  return instance && options ? { instance, options } : undefined;
}

/** The parser of a request's name; undefined when there is none. */
export function parserNamed(plugins: PluginRegistry, name: string): Parser | undefined {
  return plugins.find<Parser>('parser', name);
}
