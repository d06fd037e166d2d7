import { parentPort, workerData } from 'node:worker_threads';
import { TemplateError } from '../template-error.js';
import { perform } from './perform.js';
import { READY, type TemplateFolders, type ThreadAnswer, type ThreadTask } from './thread-task.js';

// The thread's main file: does one task after the other, and may be ended in the middle of any.
parentPort?.on('message', (task: ThreadTask) => parentPort?.postMessage(answer(task)));
parentPort?.postMessage(READY);

function answer(task: ThreadTask): ThreadAnswer {
  try {
    return { ok: true, value: perform(task, workerData as TemplateFolders) };
  } catch (error) {
    if (error instanceof TemplateError) {
      const { type, message, line } = error;
      return { ok: false, type, message, line };
    }
    const name = error instanceof Error ? error.name : typeof error;
    return {
      ok: false,
      type: 'TemplateFailed',
      message: `The template failed unexpectedly (${name})`,
      line: null,
    };
  }
}
