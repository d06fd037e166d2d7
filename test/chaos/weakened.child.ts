import { Outbox } from '../../src/workers/outbox.js';
import { RunningJobs } from '../../src/workers/running-jobs.js';

/** What `npm run chaos -- --without ...` starts instead of NetPulse: the same, but for one thing that it must not do without. */
const weaken: Readonly<Record<string, () => void>> = {
  /** Nobody looks for jobs whose end has not been told. */
  reconciler: () => {
    Outbox.prototype.reconcile = () => Promise.resolve();
  },
  /** A worker that has lost its lease goes on with the jobs that it runs. */
  lease: () => {
    RunningJobs.prototype.abortAll = () => undefined;
  },
};

const name = process.argv[2] ?? '';
if (!(name in weaken)) throw new Error(`Nothing is called "${name}" that can be switched off`);
weaken[name]?.();
await import('../../src/main.js');
