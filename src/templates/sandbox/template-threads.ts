import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { TemplateError } from '../template-error.js';
import { TemplateThread } from './template-thread-handle.js';
import type { ThreadTask } from './thread-task.js';

type Limits = Pick<
  Settings,
  'templatesDir' | 'ntcTemplatesDir' | 'templateTimeoutSeconds' | 'templateThreads'
>;

const MS_PER_SECOND = 1_000;

/**
 * Does all work on templates in threads of its own: one that takes too long or too much memory is ended with its thread,
 * and holds up nobody else but those who wait for a thread.
 */
@Injectable()
export class TemplateThreads implements OnApplicationShutdown {
  private readonly idle: TemplateThread[] = [];
  private readonly waiting: (() => void)[] = [];
  private readonly busy = new Set<TemplateThread>();
  private isClosed = false;

  constructor(@Inject(SETTINGS) private readonly settings: Limits) {}

  /** @throws TemplateError what the task throws, or `TemplateTimeout`, or `TemplateTooLarge` */
  async run(task: ThreadTask): Promise<string | object> {
    while (this.busy.size >= this.settings.templateThreads)
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    if (this.isClosed) throw new TemplateError('TemplateFailed', 'The service is stopping');
    const thread = this.idle.pop() ?? this.newThread();
    this.busy.add(thread);
    try {
      return await thread.run(task, this.settings.templateTimeoutSeconds * MS_PER_SECOND);
    } finally {
      this.busy.delete(thread);
      if (thread.isAlive && !this.isClosed) this.idle.push(thread);
      this.waiting.shift()?.();
    }
  }

  /** Ends every thread. */
  async onApplicationShutdown(): Promise<void> {
    this.isClosed = true;
    for (const resolve of this.waiting.splice(0)) resolve();
    await Promise.all([...this.idle.splice(0), ...this.busy].map((thread) => thread.end()));
  }

  private newThread(): TemplateThread {
    const { templatesDir, ntcTemplatesDir } = this.settings;
    return new TemplateThread({ templates: templatesDir, ntcTemplates: ntcTemplatesDir });
  }
}
