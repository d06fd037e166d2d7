import { setTimeout as sleep } from 'node:timers/promises';
import { drawBlow, type Blow, type Prey } from './blow.js';
import type { Cluster } from './cluster.js';
import type { History, ReceiverAnswer } from './history.js';
import type { Lab } from './lab.js';
import type { Member } from './member.js';
import type { Moments } from './moments.js';
import type { RedisServer } from './redis-server.js';
import type { SeededRandom } from './seeded-random.js';

/** A moment that does not come is not waited for. */
const MOMENT_MS = 1_000;
/** How often even the last process of a role is killed that is there: nothing is accepted then until one is back. */
const LAST_ONE = 0.1;
const MOSTLY_WORKERS = 0.7;
const UNHAPPY: readonly ReceiverAnswer[] = ['refused', 'reset', 'silence'];

/** Lets the blows of a seed fall. */
export class Striker {
  readonly kills: Record<Prey, number> = { worker: 0, api: 0, redis: 0 };
  /** How often a process was told to end. */
  retirements = 0;
  private healing: NodeJS.Timeout | undefined;

  constructor(
    private readonly cluster: Cluster,
    private readonly lab: Lab,
    private readonly history: History,
    private readonly moments: Moments,
    private readonly random: SeededRandom,
  ) {}

  get killCount(): number {
    return Object.values(this.kills).reduce((sum, count) => sum + count, 0);
  }

  /** Returns when so many processes have been killed; the receiver is well again then. */
  async strikeUntil(kills: number, gapMs: number): Promise<void> {
    while (this.killCount < kills) await this.fall(drawBlow(this.random, gapMs));
    clearTimeout(this.healing);
    this.lab.answer = 'ok';
  }

  private async fall(blow: Blow): Promise<void> {
    await sleep(blow.afterMs);
    if (blow.moment !== null) {
      await this.moments.next(blow.moment, MOMENT_MS);
      await sleep(blow.delayMs);
    }
    if (blow.target === 'device') return this.cutDevice();
    if (blow.target === 'receiver') return this.upsetReceiver(blow.awayMs);
    if (blow.target === 'retired') return this.retire();
    await this.kill(blow.target, blow.awayMs);
  }

  /** What is starting is left alone: killed all the time, it would never do what a kill could interrupt. */
  private async kill(target: Prey, awayMs: number): Promise<void> {
    const victim = this.victim(target);
    if (!victim) return;
    this.kills[target]++;
    if (target === 'worker' && 'pid' in victim) this.history.lostWorkers.add(victim.pid);
    this.history.did(`killed ${'name' in victim ? victim.name : 'Redis'}`);
    // A process is started at once, and takes its time; Redis would be back in no time.
    await this.cluster.strike(victim, target === 'redis' ? awayMs : 0);
  }

  /** A worker that has to end while Redis is away cannot tell of what it ran. */
  private retire(): void {
    const { redis } = this.cluster;
    const role = this.random.chance(MOSTLY_WORKERS) ? 'worker' : 'api';
    const member = this.memberOf(role);
    if (!member) return;
    const { pid } = member;
    const redisKills = redis.isReady ? this.kills.redis : NaN;
    this.retirements++;
    this.history.did(`told ${member.name} to end`);
    this.cluster.retire(member, () => {
      this.history.did(`${member.name} has ended`);
      if (role === 'worker' && this.kills.redis !== redisKills) this.history.lostWorkers.add(pid);
    });
  }

  private victim(target: Prey): Member | RedisServer | undefined {
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
    this.history.did(`cut the connections of ${name}`);
    device.cutAll();
  }

  private upsetReceiver(forMs: number): void {
    this.lab.answer = this.random.pick(UNHAPPY);
    this.history.did(`the receiver's answer is ${this.lab.answer}`);
    clearTimeout(this.healing);
    this.healing = setTimeout(() => (this.lab.answer = 'ok'), forMs);
  }
}
