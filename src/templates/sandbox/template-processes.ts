import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { TemplateError } from '../template-error.js';
import { TemplateProcess } from './template-process-handle.js';
import type { ThreadTask } from './thread-task.js';

type Limits = Pick<
  Settings,
  'templatesDir' | 'ntcTemplatesDir' | 'templateTimeoutSeconds' | 'templateProcesses'
>;

const MS_PER_SECOND = 1_000;

/**
 * Does all work on templates in processes of its own: one that takes too long or too much memory is ended with its process,
 * and holds up nobody else but those who wait for one.
 */
@Injectable()
export class TemplateProcesses implements OnApplicationShutdown {
  private readonly idle: TemplateProcess[] = [];
  private readonly waiting: (() => void)[] = [];
  private readonly busy = new Set<TemplateProcess>();
  private isClosed = false;

  constructor(@Inject(SETTINGS) private readonly settings: Limits) {}

  /** @throws TemplateError what the task throws, or `TemplateTimeout`, or `TemplateTooLarge` */
  async run(task: ThreadTask): Promise<string | object> {
    while (this.busy.size >= this.settings.templateProcesses)
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    if (this.isClosed) throw new TemplateError('TemplateFailed', 'The service is stopping');
    const child = this.idle.pop() ?? this.newProcess();
    this.busy.add(child);
    try {
      return await child.run(task, this.settings.templateTimeoutSeconds * MS_PER_SECOND);
    } finally {
      this.busy.delete(child);
      if (child.isAlive && !this.isClosed) this.idle.push(child);
      this.waiting.shift()?.();
    }
  }

  /** Ends every process. */
  async onApplicationShutdown(): Promise<void> {
    this.isClosed = true;
    for (const resolve of this.waiting.splice(0)) resolve();
    await Promise.all([...this.idle.splice(0), ...this.busy].map((child) => child.end()));
  }

  private newProcess(): TemplateProcess {
    const { templatesDir, ntcTemplatesDir } = this.settings;
    return new TemplateProcess({ templates: templatesDir, ntcTemplates: ntcTemplatesDir });
  }
}
