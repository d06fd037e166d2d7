import { Injectable, Logger } from '@nestjs/common';
import { ChannelSubscriber } from '../redis/channel-subscriber.js';
import { KEY_PREFIX } from '../redis/key-prefix.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { severityOf } from '../redis/redis-unavailable.js';
import { SessionPool } from './session-pool.js';
import { Turns } from './turns.js';
import { WorkerLease } from './worker-lease.js';

/** Channel on which a worker is asked for a device: its lease, a space, the device. */
const WANTED_CHANNEL = `${KEY_PREFIX}:devices:wanted`;

/**
 * The devices that this worker has: those that its jobs work on, and those to which it keeps a session for the next job.
 * A device that another worker asks for is let go as soon as no job works on it, its session closed.
 */
@Injectable()
export class DeviceHolds {
  private readonly logger = new Logger('Worker');
  private readonly jobs = new Map<string, number>();
  private readonly wanted = new Set<string>();

  constructor(
    private readonly redis: RedisConnections,
    private readonly lease: WorkerLease,
    private readonly sessions: SessionPool,
    private readonly turns: Turns,
    private readonly channels: ChannelSubscriber,
  ) {}

  /** Listens to what other workers ask for. */
  async begin(): Promise<void> {
    this.sessions.onIdleClosed = (device) => void this.letGoIfUnused(device);
    await this.channels.subscribe(WANTED_CHANNEL, (message) => {
      const [lease, device] = message.split(' ');
      if (lease === this.lease.id && device !== undefined) void this.yield(device);
    });
  }

  /** A job is about to ask for the device: until it leaves, the device is not let go. */
  enter(device: string): void {
    this.jobs.set(device, (this.jobs.get(device) ?? 0) + 1);
  }

  /** To be called before a job's turn ends. @returns whether the device is to be let go with it */
  async prepareToLeave(device: string): Promise<boolean> {
    if ((this.jobs.get(device) ?? 0) > 1) return false;
    if (this.wanted.has(device)) await this.sessions.closeIdle(device);
    const letsGo = (this.jobs.get(device) ?? 0) === 1 && !this.sessions.hasIdle(device);
    if (letsGo) this.wanted.delete(device);
    return letsGo;
  }

  async leave(device: string): Promise<void> {
    const left = (this.jobs.get(device) ?? 1) - 1;
    if (left > 0) {
      this.jobs.set(device, left);
      return;
    }
    this.jobs.delete(device);
    if (this.wanted.has(device)) await this.yield(device);
  }

  /** Asks the worker that has the device to let it go. */
  async want(device: string, lease: string): Promise<void> {
    await this.redis.patient.publish(WANTED_CHANNEL, `${lease} ${device}`);
  }

  private async yield(device: string): Promise<void> {
    this.wanted.add(device);
    if (this.jobs.has(device)) return;
    await this.sessions.closeIdle(device);
    await this.letGoIfUnused(device);
  }

  private async letGoIfUnused(device: string): Promise<void> {
    if (this.jobs.has(device) || this.sessions.hasIdle(device)) return;
    this.wanted.delete(device);
    try {
      await this.turns.letGo(device);
    } catch (error) {
      this.logger[severityOf(error)](
        `${device} could not be let go; it is once this worker ends: ${String(error)}`,
      );
    }
  }
}
