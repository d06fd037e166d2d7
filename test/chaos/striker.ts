import { setTimeout as sleep } from 'node:timers/promises';
import { drawBlow, type Blow, type Prey, type Trouble } from './blow.js';
import type { Cluster } from './cluster.js';
import type { Foreman } from './foreman.js';
import type { History, ReceiverAnswer } from './history.js';
import type { Lab } from './lab.js';
import type { Member } from './member.js';
import type { Moments } from './moments.js';
import { RedisServer } from './redis-server.js';
import type { SeededRandom } from './seeded-random.js';

/** A moment that does not come is not waited for. */
const MOMENT_MS = 1_000;
/** How often even the last process of a role is killed that is there: nothing is accepted then until one is back. */
const LAST_ONE = 0.1;
const MOSTLY_WORKERS = 0.7;
/** How often a disk that fills ends Redis, as it does with `appendfsync always`; else Redis stays, and takes no writes. */
const ENDED_BY_DISK = 0.4;
const UNHAPPY: readonly ReceiverAnswer[] = ['refused', 'reset', 'silence'];

/** Lets the blows of a seed fall. */
export class Striker {
  readonly kills: Record<Prey, number> = { worker: 0, api: 0, redis: 0 };
  readonly troubles: Record<Trouble, number> = {
    retired: 0,
    drained: 0,
    paused: 0,
    frozen: 0,
    full: 0,
    device: 0,
    receiver: 0,
  };
  /** How often Redis was not there, or not of use. */
  private redisFailures = 0;
  private readonly paused = new Set<Member>();
  private healing: NodeJS.Timeout | undefined;

  constructor(
    private readonly cluster: Cluster,
    private readonly lab: Lab,
    private readonly foreman: Foreman,
    private readonly history: History,
    private readonly moments: Moments,
    private readonly random: SeededRandom,
    private readonly spared: readonly Trouble[],
  ) {}

  get killCount(): number {
    return Object.values(this.kills).reduce((sum, count) => sum + count, 0);
  }

  /** Returns when so many processes have been killed; the receiver is well again then. */
  async strikeUntil(kills: number, gapMs: number): Promise<void> {
    while (this.killCount < kills) await this.fall(drawBlow(this.random, gapMs, this.spared));
    clearTimeout(this.healing);
    this.lab.answer = 'ok';
  }

  private async fall(blow: Blow): Promise<void> {
    await sleep(blow.afterMs);
    if (blow.moment !== null) {
      await this.moments.next(blow.moment, MOMENT_MS);
      await sleep(blow.delayMs);
    }
    const { target, awayMs } = blow;
    switch (target) {
      case 'device':
        return this.cutDevice();
      case 'receiver':
        return this.upsetReceiver(awayMs);
      case 'retired':
        return this.retire();
      case 'drained':
        return this.drain();
      case 'paused':
        return this.pause(awayMs);
      case 'frozen':
        return this.freeze(awayMs);
      case 'full':
        return this.fillDisk(awayMs);
      default:
        return this.kill(target, awayMs);
    }
  }

  /** What is starting is left alone: killed all the time, it would never do what a kill could interrupt. */
  private async kill(target: Prey, awayMs: number): Promise<void> {
    const victim = this.victim(target);
    if (!victim) return;
    this.kills[target]++;
    if (target === 'redis') this.redisFailures++;
    if (target === 'worker' && 'pid' in victim) this.history.lostWorkers.add(victim.pid);
    this.history.did(`killed ${'name' in victim ? victim.name : 'Redis'}`);
    // A process is started at once, and takes its time; Redis would be back in no time.
    await this.cluster.strike(victim, target === 'redis' ? awayMs : 0);
  }

  private retire(): void {
    const role = this.random.chance(MOSTLY_WORKERS) ? 'worker' : 'api';
    const member = this.memberOf(role);
    if (!member) return;
    this.troubles.retired++;
    this.history.did(`told ${member.name} to end`);
    this.end(member, () => member.terminate());
  }

  private drain(): void {
    const member = this.memberOf('worker');
    if (!member) return;
    const { name, pid } = member;
    this.troubles.drained++;
    this.end(member, async () => {
      const isTold = await this.foreman.tell(pid, 'drain', () => member.pid === pid && !member.hasEnded);
      this.history.did(isTold ? `told ${name} over REST to end` : `could not tell ${name} to end`);
    });
  }

  /** A worker that has to end while Redis is away cannot tell of what it ran. */
  private end(member: Member, tell: () => Promise<void> | void): void {
    const { pid, name } = member;
    const { redis, workers } = this.cluster;
    const failures = redis.isReady ? this.redisFailures : NaN;
    this.cluster.retire(member, tell, () => {
      this.history.did(`${name} has ended`);
      if (workers.includes(member) && this.redisFailures !== failures) this.history.lostWorkers.add(pid);
    });
  }

  private pause(forMs: number): void {
    const member = this.memberOf('worker');
    if (!member || this.paused.has(member)) return;
    const { name, pid } = member;
    const isThere = (): boolean => member.pid === pid && !member.hasEnded;
    this.troubles.paused++;
    this.paused.add(member);
    this.cluster.doMeanwhile(async () => {
      if (await this.foreman.tell(pid, 'pause', isThere)) this.history.did(`paused ${name}`);
      await sleep(forMs);
      const isTold = await this.foreman.tell(pid, 'resume', isThere);
      this.paused.delete(member);
      if (isTold) this.history.did(`resumed ${name}`);
      else if (isThere()) this.history.crashed(`${name} could not be resumed`);
    });
  }

  private freeze(forMs: number): void {
    const { redis } = this.cluster;
    if (!(redis instanceof RedisServer) || !redis.isReady) return;
    this.troubles.frozen++;
    this.redisFailures++;
    this.history.did(`froze Redis for ${Math.round(forMs)} ms`);
    this.cluster.doMeanwhile(() => redis.freeze(forMs));
  }

  private fillDisk(forMs: number): void {
    const { redis } = this.cluster;
    const appendFsync = this.random.chance(ENDED_BY_DISK) ? 'always' : 'everysec';
    if (!(redis instanceof RedisServer) || !redis.isReady) return;
    this.troubles.full++;
    this.redisFailures++;
    this.history.did(`filled the disk of Redis for ${Math.round(forMs)} ms, ${appendFsync}`);
    this.cluster.doMeanwhile(async () => {
      const hasEnded = await redis.fillDisk(forMs, appendFsync);
      this.history.did(hasEnded ? 'Redis ended by its full disk, and is back' : 'its disk has room again');
    });
  }

  private victim(target: Prey): Member | Cluster['redis'] | undefined {
    const { redis } = this.cluster;
    if (target === 'redis') return redis.isReady ? redis : undefined;
    return this.memberOf(target);
  }

  private memberOf(role: 'worker' | 'api'): Member | undefined {
    const { apis, workers } = this.cluster;
    const there = (role === 'api' ? apis : workers).filter(({ isReady, isSpared }) => isReady && !isSpared);
    if (there.length === 1 && !this.random.chance(LAST_ONE)) return undefined;
    return there.length > 0 ? this.random.pick(there) : undefined;
  }

  private cutDevice(): void {
    const { name, device } = this.random.pick(this.lab.all);
    this.troubles.device++;
    this.history.did(`cut the connections of ${name}`);
    device.cutAll();
  }

  private upsetReceiver(forMs: number): void {
    this.lab.answer = this.random.pick(UNHAPPY);
    this.troubles.receiver++;
    this.history.did(`the receiver's answer is ${this.lab.answer}`);
    clearTimeout(this.healing);
    this.healing = setTimeout(() => (this.lab.answer = 'ok'), forMs);
  }
}
