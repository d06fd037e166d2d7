import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { identify } from './process-identity.js';
import { isSurelyGone, ownProcess, type PlacedProcess } from './placed-process.js';

const { world } = ownProcess() ?? { world: '' };

function placed({ pid }: ChildProcess): PlacedProcess {
  const identity = pid === undefined ? undefined : identify(pid);
  if (!identity) throw new Error('The process did not start');
  return { ...identity, world };
}

function refuse(code: string): never {
  throw Object.assign(new Error(`kill ${code}`), { code });
}

/** A process that is over, and was known before. */
async function ended(): Promise<PlacedProcess> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)']);
  await once(child, 'spawn');
  const record = placed(child);
  child.kill('SIGKILL');
  await once(child, 'exit');
  return record;
}

describe.skipIf(world === '')('whether a process is surely gone', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('is so of one that has ended', async () => {
    expect(isSurelyGone(await ended())).toBe(true);
  });

  it('is so of one whose id another one has now', () => {
    expect(isSurelyGone({ pid: process.pid, startedAt: 'earlier', world })).toBe(true);
  });

  it('is not so of one that runs, nor of one that ran elsewhere', async () => {
    const elsewhere = { ...(await ended()), world: 'another machine' };

    expect(isSurelyGone(elsewhere)).toBe(false);
    expect(isSurelyGone({ ...elsewhere, ...identify(process.pid), world })).toBe(false);
  });

  // Where /proc is mounted with hidepid=2, another user's process is not in there, and may not be signalled.
  it('is not so of one that the system hides', async () => {
    const hidden = await ended();
    vi.spyOn(process, 'kill').mockImplementation(() => refuse('EPERM'));

    expect(isSurelyGone(hidden)).toBe(false);
  });

  it('is so of one that waits for its parent to collect it', async () => {
    // `sleep` takes the place of the shell and never collects the shell's child.
    const parent = spawn('/bin/sh', ['-c', 'sleep 1000 & echo $!; exec sleep 1000']);
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    const record = { ...(identify(pid) ?? { pid, startedAt: '' }), world };
    const nameOfParent = (): string => readFileSync(`/proc/${parent.pid}/comm`, 'utf8').trim();
    await vi.waitFor(() => expect(nameOfParent()).toBe('sleep'), { timeout: 15_000 });

    process.kill(pid, 'SIGKILL');

    try {
      await vi.waitFor(() => expect(isSurelyGone(record)).toBe(true), { timeout: 15_000 });
      expect(process.kill(pid, 0)).toBe(true);
    } finally {
      parent.kill('SIGKILL');
    }
  });
});
