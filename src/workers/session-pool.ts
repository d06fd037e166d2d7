import { Inject, Injectable, Logger } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import type { RegisteredDriver } from '../drivers/driver-lookup.js';
import { deviceKey } from '../jobs/device-line.js';
import { Tracing } from '../tracing/tracing.js';
import type { DeviceSession, LoginSource } from '../drivers/driver.js';
import { sessionKey } from './session-key.js';

/** A session for one job. */
export interface SessionLease {
  readonly session: DeviceSession;
  /** Whether it was open already. */
  readonly isReused: boolean;
}

/** What opens a session. */
export interface SessionRequest {
  readonly driver: RegisteredDriver;
  readonly args: object;
  readonly loginFrom: LoginSource;
}

interface IdleSession {
  readonly device: string;
  readonly session: DeviceSession;
  readonly since: number;
}

const SWEEP_MS = 1_000;
const MS_PER_SECOND = 1_000;
/** A session that was in use a moment ago is not asked for a sign of life: that would double a quick job's time. */
const FRESH_MS = 1_000;

/**
 * Keeps device sessions open for the next job on the same device. A session is found by everything that opened it,
 * credentials included, so that a job never gets a session that its own credentials would not have opened.
 */
@Injectable()
export class SessionPool {
  private readonly logger = new Logger('Worker');
  /** The one unused for longest comes first. */
  private readonly idle = new Map<string, IdleSession>();
  private readonly idlePerDevice = new Map<string, number>();
  private inUse = 0;

  /** Told of a device whose kept session was closed because nobody used it. */
  onIdleClosed: (device: string) => void = () => undefined;

  private sweeper: NodeJS.Timeout | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'sessionIdleSeconds' | 'maxSessions'>,
    private readonly tracing: Tracing,
  ) {}

  /** How many sessions are open: `inUse` by a job (or being opened for one), and `idle`, kept for the next. */
  get counts(): { readonly inUse: number; readonly idle: number } {
    return { inUse: this.inUse, idle: this.idle.size };
  }

  /**
   * Runs `work` with a session, a kept one if it still lives, and keeps the session afterwards if its state is known.
   *
   * @throws DeviceError when no session can be opened, and whatever `work` throws
   */
  async use<T>(
    request: SessionRequest,
    signal: AbortSignal,
    work: (lease: SessionLease) => Promise<T>,
  ): Promise<T> {
    const key = sessionKey(request);
    const device = deviceKey(request.driver.instance.address(request.args));
    this.inUse++;
    try {
      const lease = await this.acquire(key, request, signal);
      try {
        return await work(lease);
      } finally {
        await this.release(key, device, lease.session);
      }
    } finally {
      this.inUse--;
    }
  }

  /** Whether a session to this device is kept for the next job. */
  hasIdle(device: string): boolean {
    return this.idlePerDevice.has(device);
  }

  /** Closes the kept sessions to a device. */
  async closeIdle(device: string): Promise<void> {
    if (!this.hasIdle(device)) return;
    const kept = [...this.idle].filter(([, session]) => session.device === device);
    for (const [key] of kept) this.takeIdle(key);
    await Promise.all(kept.map(([, { session }]) => this.end(session)));
  }

  /** Closes every kept session. */
  async close(): Promise<void> {
    clearInterval(this.sweeper);
    this.sweeper = undefined;
    const sessions = [...this.idle.values()];
    this.idle.clear();
    this.idlePerDevice.clear();
    await Promise.all(sessions.map(({ session }) => this.end(session)));
  }

  private async acquire(
    key: string,
    { driver, args, loginFrom }: SessionRequest,
    signal: AbortSignal,
  ): Promise<SessionLease> {
    const kept = this.takeIdle(key);
    if (kept) {
      if (await canReuse(kept, signal)) return { session: kept.session, isReused: true };
      await this.end(kept.session);
    }
    await this.makeRoom();
    const open = (): Promise<DeviceSession> => driver.instance.open(args, signal, loginFrom);
    return { session: await this.tracing.inSpan('device connect', 'client', {}, open), isReused: false };
  }

  /** Only kept sessions make room: those in use are as many as the worker runs jobs. */
  private async makeRoom(): Promise<void> {
    const surplus = this.idle.size + this.inUse - this.settings.maxSessions;
    const oldest = surplus > 0 ? [...this.idle].slice(0, surplus) : [];
    for (const [key] of oldest) this.takeIdle(key);
    await Promise.all(
      oldest.map(async ([, { device, session }]) => {
        await this.end(session);
        this.onIdleClosed(device);
      }),
    );
  }

  private async release(key: string, device: string, session: DeviceSession): Promise<void> {
    if (!session.isUsable || this.idle.has(key) || this.settings.sessionIdleSeconds === 0)
      return this.end(session);
    this.idle.set(key, { device, session, since: Date.now() });
    this.idlePerDevice.set(device, (this.idlePerDevice.get(device) ?? 0) + 1);
    this.sweeper ??= setInterval(() => void this.sweep(), SWEEP_MS).unref();
  }

  private async sweep(): Promise<void> {
    const limit = Date.now() - this.settings.sessionIdleSeconds * MS_PER_SECOND;
    for (const [key, { device, session, since }] of this.idle) {
      if (session.isUsable && since > limit) continue;
      this.takeIdle(key);
      await this.end(session);
      this.onIdleClosed(device);
    }
  }

  /** A driver that cannot close its session properly costs no job that has gone well. */
  private async end(session: DeviceSession): Promise<void> {
    try {
      await session.close();
    } catch (error) {
      // What a driver throws beyond its contract may quote what it was given: only its name is told.
      this.logger.warn(
        `A session could not be closed (${error instanceof Error ? error.name : typeof error})`,
      );
    }
  }

  private takeIdle(key: string): IdleSession | undefined {
    const kept = this.idle.get(key);
    if (!kept) return undefined;
    this.idle.delete(key);
    const left = (this.idlePerDevice.get(kept.device) ?? 1) - 1;
    if (left > 0) this.idlePerDevice.set(kept.device, left);
    else this.idlePerDevice.delete(kept.device);
    return kept;
  }
}

async function canReuse({ session, since }: IdleSession, signal: AbortSignal): Promise<boolean> {
  if (!session.isUsable) return false;
  return Date.now() - since < FRESH_MS || (await session.isAlive(signal));
}
