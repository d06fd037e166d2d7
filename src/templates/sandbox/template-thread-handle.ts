import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { TemplateError } from '../template-error.js';
import type { TemplateFolders, ThreadAnswer, ThreadTask } from './thread-task.js';

/** The thread's main file as it was built (package.json `imports`): Node runs no TypeScript. */
const MAIN = createRequire(import.meta.url).resolve('#template-thread');
/** What a thread may use, in MiB. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

/** One thread that works on templates. It gets neither the environment nor the arguments of this process. */
export class TemplateThread {
  private readonly worker: Worker;
  private hasEnded = false;

  constructor(folders: TemplateFolders) {
    this.worker = new Worker(MAIN, {
      workerData: folders,
      env: {},
      argv: [],
      execArgv: [],
      resourceLimits: RESOURCE_LIMITS,
    });
    this.worker.once('exit', () => (this.hasEnded = true));
    // Told to whoever waits for a task; an idle thread that fails is just not used again.
    this.worker.on('error', () => (this.hasEnded = true));
  }

  get isAlive(): boolean {
    return !this.hasEnded;
  }

  /**
   * Does one task; at its deadline the thread is ended.
   *
   * @throws TemplateError
   */
  run(task: ThreadTask, timeoutMs: number): Promise<string | object> {
    const { worker } = this;
    return new Promise<ThreadAnswer>((resolve, reject) => {
      worker.ref();
      const timer = setTimeout(() => {
        settle();
        const seconds = timeoutMs / 1_000;
        reject(
          new TemplateError(
            'TemplateTimeout',
            `The template was not done within ${seconds} s and was stopped`,
          ),
        );
        void this.end();
      }, timeoutMs);
      const onMessage = (answer: ThreadAnswer): void => {
        settle();
        resolve(answer);
      };
      const onEnd = (fault: unknown): void => {
        settle();
        reject(endedError(fault));
      };
      const settle = (): void => {
        clearTimeout(timer);
        worker.off('message', onMessage).off('error', onEnd).off('exit', onEnd);
        worker.unref();
      };
      worker.on('message', onMessage).on('error', onEnd).on('exit', onEnd);
      worker.postMessage(task);
    }).then((answer) => {
      if (answer.ok) return answer.value;
      throw new TemplateError(answer.type, answer.message, answer.line);
    });
  }

  async end(): Promise<void> {
    this.hasEnded = true;
    await this.worker.terminate();
  }
}

function endedError(fault: unknown): TemplateError {
  const isOutOfMemory =
    fault instanceof Error && 'code' in fault && fault.code === 'ERR_WORKER_OUT_OF_MEMORY';
  if (isOutOfMemory)
    return new TemplateError('TemplateTooLarge', 'The template takes too much memory and was stopped');
  return new TemplateError('TemplateFailed', 'The thread that worked on the template has ended');
}
