import { TemplateProcesses } from '../sandbox/template-processes.js';
import type { TemplateChoice } from '../template-choice.js';
import { TemplateRenderer, type Renderer } from '../template-renderer.js';
import { Jinja2OptionsDto } from './jinja2-options.dto.js';

/** `name: "jinja2"`: renders as Python's Jinja2 does. */
@TemplateRenderer('jinja2', {
  description: "Jinja2, printing as Python does; includes other templates of the operator's folder by name.",
  options: Jinja2OptionsDto,
})
export class Jinja2Renderer implements Renderer<Jinja2OptionsDto> {
  constructor(private readonly processes: TemplateProcesses) {}

  async render(template: TemplateChoice, context: object, options: Jinja2OptionsDto): Promise<string> {
    const text = await this.processes.run({
      kind: 'jinja2',
      template,
      context,
      options: {
        trimBlocks: options.trim_blocks ?? false,
        lstripBlocks: options.lstrip_blocks ?? false,
        keepTrailingNewline: options.keep_trailing_newline ?? false,
        isStrict: options.undefined === 'strict',
      },
    });
    return typeof text === 'string' ? text : '';
  }
}
