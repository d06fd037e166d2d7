import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** A process of the bench that does what it is asked, one thing at a time, so that nobody measures his own load. */
export class Child {
  private constructor(private readonly process: ChildProcess) {}

  /** @param name of the module beside this one that {@link serve}s */
  static start(name: string, environment: Record<string, string> = {}): Child {
    // As `npm start` runs it: short-lived objects of many jobs at once need room, or they are copied again and again.
    const execArgv = ['--max-semi-space-size=64'];
    const options = { env: { ...process.env, ...environment }, execArgv, stdio: 'inherit' as const };
    return new Child(
      fork(join(import.meta.dirname, `${name}.js`), [], { ...options, serialization: 'advanced' }),
    );
  }

  /** Asks and waits for the answer. */
  ask<T>(task: string, args: unknown = null): Promise<T> {
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null): void => reject(new Error(`A bench process ended with ${code}`));
      this.process.once('exit', onExit);
      this.process.once('message', (answer: { value?: T; error?: string }) => {
        this.process.off('exit', onExit);
        if (answer.error === undefined) resolve(answer.value as T);
        else reject(new Error(answer.error));
      });
      this.process.send({ task, args });
    });
  }

  /** Safe to call when it has ended by itself. */
  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.send({ task: 'stop', args: null });
    await gone;
  }
}

/** The other end of {@link Child}: answers each task by the function of its name, and ends after `stop`. */
export function serve(tasks: Record<string, (args: never) => Promise<unknown>>): void {
  process.on('message', ({ task, args }: { task: string; args: never }) => {
    const work = tasks[task]?.(args) ?? Promise.resolve();
    work
      .then(
        (value) => process.send?.({ value }),
        (error: unknown) => process.send?.({ error: error instanceof Error ? error.stack : String(error) }),
      )
      .finally(() => task === 'stop' && process.disconnect());
  });
}
