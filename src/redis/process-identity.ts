import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const NOT_SEEN = 'not to be seen';
const DEAD = 'dead';

/** One run of a process. A process id alone is used again, in a container even by the very next start. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it was started, in whatever unit the system counts. */
  readonly startedAt: string;
}

/** Who runs under a process id; undefined when nobody does, or only a dead one that its parent has not collected. */
export function identify(pid: number): ProcessIdentity | undefined {
  const found = find(pid);
  return found === NOT_SEEN || found === DEAD ? undefined : { pid, startedAt: found };
}

/** Whether that very process still runs. */
export function isRunning({ pid, startedAt }: ProcessIdentity): boolean {
  return identify(pid)?.startedAt === startedAt;
}

/**
 * Whether that very process is over for certain. One of which the system shows nothing may belong to another user (proc(5),
 * hidepid): then it is asked whether there is such a process at all.
 */
export function hasEnded({ pid, startedAt }: ProcessIdentity): boolean {
  const found = find(pid);
  return found === NOT_SEEN ? !exists(pid) : found !== startedAt;
}

/** Reads what was written as JSON; undefined when it is not the record of a process. */
export function parseIdentity(text: string): ProcessIdentity | undefined {
  try {
    const { pid, startedAt } = JSON.parse(text) as Partial<Record<string, unknown>>;
    return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt } : undefined;
  } catch {
    return undefined;
  }
}

/** When a process was started, if there is one to be seen that is more than a dead one's record. */
function find(pid: number): string {
  return process.platform === 'linux' ? startOnLinux(pid) : startElsewhere(pid);
}

/** kill(2): signal 0 only looks; ESRCH is the answer when there is none, EPERM when it belongs to somebody else. */
function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** proc(5): state and start time are the fields 3 and 22 of stat; field 2, the name, may hold spaces and brackets. */
function startOnLinux(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? DEAD : (fields[19] ?? NOT_SEEN);
  } catch {
    return NOT_SEEN;
  }
}

function startElsewhere(pid: number): string {
  const { stdout, status } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : NOT_SEEN;
}
