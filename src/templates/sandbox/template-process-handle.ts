import { fork, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { TemplateError } from '../template-error.js';
import type { ProcessAnswer, TemplateFolders, ThreadTask } from './thread-task.js';

/** The child's main file as it was built (package.json `imports`): Node runs no TypeScript. */
const MAIN = createRequire(import.meta.url).resolve('#template-process');

const START_DEADLINE_MS = 30_000;

/**
 * One process that works on templates. A thread would not do: V8 (Node 20) ends the whole process when a thread is out of
 * memory in the middle of one large allocation. It gets neither the environment nor the arguments of this process.
 */
export class TemplateProcess {
  private readonly child: ChildProcess;
  private readonly ready: Promise<void>;
  private readonly ended: Promise<void>;
  private hasEnded = false;

  constructor(folders: TemplateFolders) {
    this.child = fork(MAIN, [JSON.stringify(folders)], {
      env: {},
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    this.ended = new Promise((resolve) => this.child.once('exit', () => resolve()));
    this.child.once('exit', () => (this.hasEnded = true));
    // Told to whoever waits for a task; an idle process that fails is just not used again.
    this.child.on('error', () => (this.hasEnded = true));
    this.ready = whenReady(this.child);
    this.ready.catch(() => undefined);
    this.letGo();
  }

  get isAlive(): boolean {
    return !this.hasEnded;
  }

  /**
   * Does one task; at its deadline the process is ended. The time counts from when the process can work: a busy machine
   * may need longer to start it than a template is given.
   *
   * @throws TemplateError
   */
  async run(task: ThreadTask, timeoutMs: number): Promise<string | object> {
    const { child } = this;
    child.ref();
    child.channel?.ref();
    try {
      await this.ready;
    } catch (error) {
      void this.end();
      throw error;
    }
    const answer = await new Promise<ProcessAnswer>((resolve, reject) => {
      const timer = setTimeout(() => {
        settle();
        const seconds = timeoutMs / 1_000;
        const message = `The template was not done within ${seconds} s and was stopped`;
        reject(new TemplateError('TemplateTimeout', message));
        void this.end();
      }, timeoutMs);
      const onMessage = (message: unknown): void => {
        settle();
        resolve(message as ProcessAnswer);
      };
      const onExit = (_code: number | null, signal: NodeJS.Signals | null): void => {
        settle();
        // V8 aborts where it cannot go on without memory.
        reject(signal === 'SIGABRT' ? tooLarge() : hasEnded());
      };
      const onError = (): void => {
        settle();
        reject(hasEnded());
      };
      const settle = (): void => {
        clearTimeout(timer);
        child.off('message', onMessage).off('error', onError).off('exit', onExit);
        this.letGo();
      };
      child.on('message', onMessage).on('error', onError).on('exit', onExit);
      child.send(task);
    });
    if (answer.ok) return answer.value;
    if (!('outOfMemory' in answer)) throw new TemplateError(answer.type, answer.message, answer.line);
    void this.end();
    throw tooLarge();
  }

  async end(): Promise<void> {
    this.hasEnded = true;
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** An idle process keeps nobody from ending. */
  private letGo(): void {
    this.child.unref();
    this.child.channel?.unref();
  }
}

/** Resolves when the child has loaded its code. */
function whenReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(hasEnded()), START_DEADLINE_MS).unref();
    child.once('message', () => resolve());
    child.once('exit', () => reject(hasEnded()));
    child.once('error', () => reject(hasEnded()));
    const settle = (): void => clearTimeout(timer);
    child.once('message', settle).once('exit', settle).once('error', settle);
  });
}

function tooLarge(): TemplateError {
  return new TemplateError('TemplateTooLarge', 'The template takes too much memory and was stopped');
}

function hasEnded(): TemplateError {
  return new TemplateError('TemplateFailed', 'The process that worked on the template has ended');
}
