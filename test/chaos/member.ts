import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Weakness } from './chaos-options.js';
import type { Link } from './link.js';
import { OwnedProcess } from './owned-process.js';

const DIST = join(import.meta.dirname, '../..');
const MAIN = join(DIST, 'bundle/main.js');
/** Starts the same with something switched off; it is no setting, so that nobody can have it by accident. */
const WEAKENED = join(import.meta.dirname, 'weakened.child.js');
const READY = /ready at (\S+?)(\/health)?\s/;
const LOOK_MS = 20;
/** On a machine that is busy with something else, too. */
const START_DEADLINE_MS = 180_000;
/** Running jobs get 30 s, and Redis may be away. */
const END_DEADLINE_MS = 90_000;
const ENDED_WELL = 'exit code 0';

interface MemberPlan {
  readonly name: string;
  readonly outputFile: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Its wire to Redis; none to one behind sentinels. */
  readonly link?: Link;
  readonly without: Weakness;
  /** Told when it ends though nobody has killed it. */
  readonly onEnd: (why: string) => void;
}

/** The process of a worker, by the name that it has in records; NaN for none. */
export function pidOf(worker: string | null): number {
  // It ends with its process id and a random part.
  return Number(worker?.split('-').at(-2));
}

/** The place of one NetPulse process, which is killed and started again and again. */
export class Member {
  /** Where it listens; empty while it is not there. */
  url = '';
  /** Nobody kills it while it is cut off from Redis: what it does then is looked at. */
  isSpared = false;
  handlesAtStart = 0;
  private process: OwnedProcess | undefined;

  constructor(private readonly plan: MemberPlan) {}

  get name(): string {
    return this.plan.name;
  }

  get link(): Link | undefined {
    return this.plan.link;
  }

  get pid(): number {
    return this.process?.pid ?? 0;
  }

  get isReady(): boolean {
    return this.url !== '';
  }

  get hasEnded(): boolean {
    return this.process?.hasEnded ?? true;
  }

  get handles(): number {
    return this.process?.handles ?? 0;
  }

  /** Resolves when it says that it is ready, or has ended instead. */
  async start(): Promise<void> {
    const { outputFile, environment, without } = this.plan;
    const program = without === 'nothing' ? [MAIN] : [WEAKENED, without];
    const seen = sizeOf(outputFile);
    const started = OwnedProcess.start([process.execPath, ...program], outputFile, environment);
    this.process = started;
    const deadline = Date.now() + START_DEADLINE_MS;
    for (;;) {
      const url = READY.exec(textFrom(outputFile, seen))?.[1];
      if (url !== undefined) {
        this.handlesAtStart = started.handles;
        this.url = url;
        void started.ended.then(() => this.isReady && this.end(`${this.name} ended by itself`));
        return;
      }
      if (started.hasEnded) return this.end(`${this.name} ended while it started`);
      if (Date.now() > deadline) {
        await this.kill();
        return this.end(`${this.name} was not ready after ${START_DEADLINE_MS / 1_000} s`);
      }
      await sleep(LOOK_MS);
    }
  }

  /** SIGTERM. */
  terminate(): void {
    this.process?.signal('SIGTERM');
  }

  /** Nobody counts on it from now on. Resolves when it has ended, with what was wrong with that; it is killed when it does not. */
  async endInOrder(): Promise<string | null> {
    this.url = '';
    const how = (await this.process?.howItEnds(END_DEADLINE_MS)) ?? ENDED_WELL;
    await this.kill();
    return how === ENDED_WELL ? null : `${this.name} was told to end: ${how}`;
  }

  async kill(): Promise<void> {
    this.url = '';
    await this.process?.kill();
  }

  private end(why: string): void {
    this.url = '';
    this.plan.onEnd(why);
  }
}

function sizeOf(path: string): number {
  return textFrom(path, 0).length;
}

/** Output is ASCII until a device says otherwise, and few of it matters: what stands behind `offset`. */
function textFrom(path: string, offset: number): string {
  const file = openSync(path, 'a+');
  try {
    const buffer = Buffer.alloc(1 << 20);
    return buffer.toString('latin1', 0, readSync(file, buffer, 0, buffer.length, offset));
  } finally {
    closeSync(file);
  }
}
