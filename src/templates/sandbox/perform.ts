import { renderJinja2 } from '../jinja2/environment.js';
import type { TemplateChoice } from '../template-choice.js';
import { TemplateError } from '../template-error.js';
import { readTemplate } from '../template-folder.js';
import { NtcIndex } from '../textfsm/ntc-index.js';
import { platformsOf } from '../textfsm/ntc-platforms.js';
import { findRecords } from '../textfsm/records.js';
import type { TemplateFolders, ThreadTask } from './thread-task.js';

/** Does a task. @throws TemplateError */
export function perform(task: ThreadTask, folders: TemplateFolders): string | object {
  if (task.kind === 'jinja2') {
    const text = textOf(task.template, [folders.templates]);
    return renderJinja2(text, task.context, task.options, (name) => readTemplate(folders.templates, name));
  }
  const { template, output, platform, command } = task;
  if (template === null) return byIndex(output, platform ?? '', command ?? '', folders.ntcTemplates);
  return findRecords([textOf(template, [folders.templates, folders.ntcTemplates])], output, 'textfsm');
}

function textOf(template: TemplateChoice, folders: readonly (string | null)[]): string {
  if ('text' in template) return template.text;
  for (const folder of folders) {
    const text = readTemplate(folder, template.name);
    if (text !== undefined) return text;
  }
  throw new TemplateError('TemplateNotFound', `There is no template "${template.name}"`);
}

/** The index that was read last: reading it costs more than most parses. */
let known: { readonly text: string; readonly index: NtcIndex } | undefined;

function byIndex(output: string, platform: string, command: string, folder: string | null): object {
  const text = readTemplate(folder, 'index');
  if (text === undefined) throw new TemplateError('TemplateNotFound', 'There is no index of ntc-templates');
  if (known?.text !== text) known = { text, index: NtcIndex.parse(text) };
  const { index } = known;
  const found = platformsOf(platform)
    .map((name) => index.find(name, command))
    .find((templates) => templates !== undefined);
  if (!found)
    throw new TemplateError(
      'TemplateNotFound',
      `ntc-templates has no template for "${command}" on ${platform}`,
    );
  return findRecords(
    found.map((name) => textOf({ name }, [folder])),
    output,
    'ntc-templates',
  );
}
