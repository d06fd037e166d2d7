import { Module } from '@nestjs/common';
import { providePlugin } from '../plugins/plugin.js';
import { Jinja2Renderer } from './jinja2/jinja2.renderer.js';
import { TemplateProcesses } from './sandbox/template-processes.js';
import { TemplateChecker } from './template-checker.js';
import { TemplateController } from './template.controller.js';
import { TemplateService } from './template.service.js';
import { TextFsmParser } from './textfsm/textfsm.parser.js';

/** Renders configuration and parses outputs: /template, and for jobs. Offers who judges what requests say of templates. */
@Module({
  controllers: [TemplateController],
  providers: [
    TemplateProcesses,
    TemplateChecker,
    TemplateService,
    providePlugin(Jinja2Renderer),
    providePlugin(TextFsmParser),
  ],
  exports: [TemplateChecker],
})
export class TemplatesModule {}
