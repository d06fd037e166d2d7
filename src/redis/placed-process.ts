import { readFileSync, readlinkSync } from 'node:fs';
import { hasEnded, identify, type ProcessIdentity } from './process-identity.js';

/** One run of a process, and where its id means something. */
export interface PlacedProcess extends ProcessIdentity {
  readonly world: string;
}

const WORLD = processWorld();

/** This process, for others to look for; undefined where the system does not tell enough. */
export function ownProcess(): PlacedProcess | undefined {
  const identity = WORLD === undefined ? undefined : identify(process.pid);
  return WORLD !== undefined && identity ? { ...identity, world: WORLD } : undefined;
}

/** Whether a process was looked for and is there no more. Of one that ran elsewhere nobody here can say so. */
export function isSurelyGone(process: PlacedProcess): boolean {
  return process.world === WORLD && hasEnded(process);
}

/** This boot of this machine, and the namespace of process ids: a container has its own (proc(5), pid_namespaces(7)). */
function processWorld(): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return undefined;
  }
}
