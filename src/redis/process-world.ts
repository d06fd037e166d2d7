import { readFileSync, readlinkSync } from 'node:fs';

/**
 * Names the world in which this process' id means something: this boot of this machine, and its namespace of process ids
 * (a container has its own; proc(5), pid_namespaces(7)). Undefined where the system does not tell: then nobody can say
 * of another process that it is gone.
 */
export function processWorld(): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return undefined;
  }
}
