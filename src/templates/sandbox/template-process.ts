import { Worker } from 'node:worker_threads';
import type { READY, ProcessAnswer, TemplateFolders, ThreadAnswer } from './thread-task.js';

/** What the thread may use, in MiB. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

// The child process' main file. The work is done in a thread of it, so that this one still notices when its parent is no
// more: an endless template must not outlive the service.
const thread = new Worker(new URL('./template-thread.js', import.meta.url), {
  workerData: JSON.parse(process.argv[2] ?? '{}') as TemplateFolders,
  env: {},
  argv: [],
  execArgv: [],
  resourceLimits: RESOURCE_LIMITS,
});
thread.on('message', (message: ThreadAnswer | typeof READY) => tell(message));
thread.on('error', (error: NodeJS.ErrnoException) => {
  tell(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? { ok: false, outOfMemory: true } : null);
});
process.on('message', (task) => thread.postMessage(task));
process.on('disconnect', () => process.exit());

function tell(message: ProcessAnswer | typeof READY | null): void {
  if (message) process.send?.(message);
  else process.exit(1);
}
