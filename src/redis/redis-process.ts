import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isRunning, parseIdentity, type ProcessIdentity } from './process-identity.js';
import type { RedisPlace } from './redis-place.js';
import type { RedisProgram } from './redis-program.js';

const POLL_MS = 100;
/** Redis flushes its append-only file when told to stop; a slow disk may take its time. */
const STOP_TIMEOUT_MS = 10_000;

/** One run of the private Redis server: a child of this process, or one that a service before left behind. */
export class RedisProcess {
  private constructor(
    private readonly identity: ProcessIdentity | undefined,
    /** Resolves when it has ended, with how. */
    readonly ended: Promise<string>,
  ) {}

  /**
   * Starts a server. Detached: Ctrl-C in a terminal goes to the whole process group, and Redis has to outlive the
   * service that drains into it.
   */
  static spawn(program: RedisProgram, place: RedisPlace): RedisProcess {
    const log = openSync(place.logPath, 'w', 0o600);
    const child = spawn(program.command, [...program.leadingArgs, ...serverArgs(place)], {
      cwd: place.folder,
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
    child.unref();
    const identity = child.pid === undefined ? undefined : identify(child.pid);
    writeFileSync(place.recordPath, JSON.stringify(identity ?? {}), { mode: 0o600 });
    return new RedisProcess(identity, ended);
  }

  /** The server that an earlier service started here, if it still runs. */
  static leftBehind(place: RedisPlace): RedisProcess | undefined {
    const identity = parseIdentity(readOr(place.recordPath, ''));
    if (!identity || !isRunning(identity)) return undefined;
    return new RedisProcess(identity, untilGone(identity));
  }

  /** Tells it to end, insists after a while, and resolves when it is gone. */
  async stop(): Promise<void> {
    if (!this.identity) return;
    send(this.identity, 'SIGTERM');
    const timeout = new AbortController();
    const insist = sleep(STOP_TIMEOUT_MS, undefined, { signal: timeout.signal }).then(
      () => this.identity && send(this.identity, 'SIGKILL'),
      () => undefined,
    );
    await this.ended;
    timeout.abort();
    await insist;
  }
}

function serverArgs({ socketPath, folder }: RedisPlace): string[] {
  const settings = {
    port: '0',
    unixsocket: socketPath,
    unixsocketperm: '700',
    dir: folder,
    appendonly: 'yes',
    appendfsync: 'everysec',
    // A rewrite takes a core from the jobs, and from Redis' usual 64 MB on there were four in a busy service's first minute.
    // A start reads 90 MB a second.
    'auto-aof-rewrite-min-size': '256mb',
    save: '',
    'maxmemory-policy': 'noeviction',
    daemonize: 'no',
    loglevel: 'warning',
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}

async function untilGone(identity: ProcessIdentity): Promise<string> {
  while (isRunning(identity)) await sleep(POLL_MS, undefined, { ref: false });
  return 'it was told to stop, or died';
}

function send(identity: ProcessIdentity, signal: NodeJS.Signals): void {
  if (isRunning(identity)) process.kill(identity.pid, signal);
}

function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}
