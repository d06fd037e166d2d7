import { Injectable } from '@nestjs/common';
import type { CommandOutput } from '../drivers/driver.js';
import type { JobData } from '../jobs/job-data.js';
import type { JobError } from '../jobs/job-outcome.js';
import { linesOf } from '../jobs/config-lines.js';
import { PluginRegistry } from '../plugins/plugin-registry.js';
import type { Rendering } from '../templates/template-checker.js';
import { TemplateError } from '../templates/template-error.js';
import { parserNamed, rendererNamed } from '../templates/template-lookup.js';

/** An output, and what its parser made of it. */
export type ParsedOutput = CommandOutput & { readonly parseError?: JobError };

/** Renders what a job sends, and parses what comes back. */
@Injectable()
export class JobTemplates {
  constructor(private readonly plugins: PluginRegistry) {}

  /**
   * What a job sends: as it was submitted, or rendered.
   *
   * @throws TemplateError before anything was sent
   */
  async commandsOf(job: JobData, rendering: Rendering | undefined): Promise<readonly string[]> {
    if (!rendering) return job.commands;
    const renderer = rendererNamed(this.plugins, rendering.name);
    if (!renderer)
      throw new TemplateError('TemplateNotFound', `This worker has no renderer "${rendering.name}"`);
    const { template, context, options } = rendering;
    const render = (text: string): Promise<string> => renderer.instance.render({ text }, context, options);
    const commands = template
      ? linesOf(await renderer.instance.render(template, context, options))
      : job.operation === 'config'
        ? linesOf(await render(job.commands.join('\n')))
        : await Promise.all(job.commands.map(render));
    if (commands.every((command) => command.trim() === ''))
      throw new TemplateError('TemplateFailed', 'The template makes nothing that could be sent');
    return commands;
  }

  /**
   * The output of a step with what the job's parser makes of it. A fault of the template never loses the output.
   *
   * @param platform the one that was found on the device, where the request left it open
   */
  async parsed(job: JobData, output: CommandOutput, platform = job.device.deviceType): Promise<ParsedOutput> {
    if (!job.parsing || job.operation !== 'command') return output;
    const { name, template } = job.parsing;
    try {
      const parser = parserNamed(this.plugins, name);
      if (!parser) throw new TemplateError('TemplateNotFound', `This worker has no parser "${name}"`);
      const { command, stdout } = output;
      const input = { output: stdout, template, platform, command };
      return { ...output, parsed: await parser.parse(input) };
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      return { ...output, parsed: null, parseError: { type: error.type, message: error.message } };
    }
  }
}
