import { Inject } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { OutputParser, type Parser, type ParseInput } from '../output-parser.js';
import { TemplateProcesses } from '../sandbox/template-processes.js';
import { TemplateError } from '../template-error.js';
import { hasTemplate } from '../template-folder.js';

/** `name: "textfsm"`: reads by a template, or by the one that ntc-templates' index has for the platform and command. */
@OutputParser('textfsm', {
  description: 'TextFSM: a template of your own, or that of ntc-templates for the platform and the command.',
})
export class TextFsmParser implements Parser {
  constructor(
    private readonly processes: TemplateProcesses,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  fault({ template, platform }: Omit<ParseInput, 'output'>): string | null {
    const { templatesDir, ntcTemplatesDir } = this.settings;
    if (template === null) {
      if (!hasTemplate(ntcTemplatesDir, 'index'))
        return 'needs a template: there are no ntc-templates (NETPULSE_NTC_TEMPLATES_DIR)';
      return platform === null ? 'needs a template, or a platform by which to choose one' : null;
    }
    if ('text' in template) return null;
    const isThere = [templatesDir, ntcTemplatesDir].some((folder) => hasTemplate(folder, template.name));
    return isThere ? null : 'there is no template of this name';
  }

  async parse({ output, template, platform, command }: ParseInput): Promise<object> {
    const records = await this.processes.run({ kind: 'textfsm', template, output, platform, command });
    if (typeof records === 'object') return records;
    throw new TemplateError('TemplateFailed', 'The parser gave no records');
  }
}
