import { Logger } from '@nestjs/common';
import type { RegisteredDriver } from '../drivers/driver-lookup.js';
import type { DeviceSession, Driver, LoginSource } from '../drivers/driver.js';
import { Tracing } from '../tracing/tracing.js';
import { SessionPool } from './session-pool.js';

const never = new AbortController().signal;
const pools: SessionPool[] = [];

class ScriptedSession implements DeviceSession {
  isUsable = true;
  isAnswering = true;
  isClosed = false;
  failsToClose = false;

  isAlive(): Promise<boolean> {
    return Promise.resolve(this.isAnswering);
  }
  run(): never {
    throw new Error('not needed');
  }
  configure(): never {
    throw new Error('not needed');
  }
  close(): Promise<void> {
    this.isClosed = true;
    return this.failsToClose ? Promise.reject(new Error('password pwd123 was refused')) : Promise.resolve();
  }
}

/** Opens sessions without a network, and remembers them. */
class ScriptedDriver implements Driver {
  readonly opened: ScriptedSession[] = [];

  address() {
    return { host: 'r1', port: 22, deviceType: null, via: [] };
  }
  open(): Promise<ScriptedSession> {
    const session = new ScriptedSession();
    this.opened.push(session);
    return Promise.resolve(session);
  }
}

function aPool(settings: { sessionIdleSeconds?: number; maxSessions?: number } = {}) {
  const pool = new SessionPool({ sessionIdleSeconds: 60, maxSessions: 100, ...settings }, new Tracing(null));
  pools.push(pool);
  const driver = new ScriptedDriver();
  const registered: RegisteredDriver = {
    name: 'netmiko',
    instance: driver,
    connectionArgs: Object,
    driverArgs: Object,
  };
  /** Runs a job that changes its session as `work` says, and tells whether the session was reused. */
  const use = (
    args: object,
    work: (session: ScriptedSession) => void = () => {},
    loginFrom: LoginSource = 'request',
  ): Promise<boolean> =>
    pool.use({ driver: registered, args, loginFrom }, never, ({ session, isReused }) => {
      work(session as ScriptedSession);
      return Promise.resolve(isReused);
    });
  return { pool, driver, use };
}

afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

describe('the session pool', () => {
  it('gives the next job the session of the last one, of the same credentials only', async () => {
    const { use, driver } = aPool();

    expect(await use({ host: 'r1', password: 'a' })).toBe(false);
    expect(await use({ host: 'r1', password: 'a' })).toBe(true);
    expect(await use({ host: 'r1', password: 'b' })).toBe(false);
    expect(driver.opened).toHaveLength(2);
  });

  it("gives none that a request's own login opened to a job with the same login as a credential", async () => {
    const { use } = aPool();
    await use({ host: 'r1' });

    expect(await use({ host: 'r1' }, undefined, 'credential')).toBe(false);
  });

  it('closes the session that was unused for longest when there are too many', async () => {
    const { use, driver, pool } = aPool({ maxSessions: 2 });
    await use({ host: 'r1' });
    await use({ host: 'r2' });
    await use({ host: 'r1' });

    await use({ host: 'r3' });

    expect(driver.opened.map(({ isClosed }) => isClosed)).toEqual([false, true, false]);
    expect(pool.counts).toEqual({ inUse: 0, idle: 2 });
  });

  it('counts what is in use', async () => {
    const { use, pool } = aPool();
    await use({ host: 'r1' });

    await use({ host: 'r2' }, () => {
      expect(pool.counts).toEqual({ inUse: 1, idle: 1 });
    });
  });

  it('opens another session, once, when the kept one is dead', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { use, driver } = aPool();
    await use({ host: 'r1' }, (session) => {
      session.isAnswering = false;
    });
    vi.setSystemTime(Date.now() + 5_000);

    expect(await use({ host: 'r1' })).toBe(false);

    expect(driver.opened.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  });

  it('closes a session whose state nobody knows', async () => {
    const { use, driver, pool } = aPool();

    await use({ host: 'r1' }, (session) => {
      session.isUsable = false;
    });

    expect(driver.opened[0]?.isClosed).toBe(true);
    expect(pool.counts.idle).toBe(0);
  });

  it('loses nothing to a session that cannot be closed, and says no more of it than what failed', async () => {
    const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const { use, driver, pool } = aPool({ maxSessions: 1 });
    const letGo: string[] = [];
    pool.onIdleClosed = (device) => letGo.push(device);
    const cannotBeClosed = (session: ScriptedSession): void => {
      session.failsToClose = true;
    };

    await use({ host: 'r1' }, cannotBeClosed);
    await use({ host: 'r2' }, (session) => {
      cannotBeClosed(session);
      session.isUsable = false;
    });

    expect(driver.opened.map(({ isClosed }) => isClosed)).toEqual([true, true]);
    expect(letGo).toEqual(['r1:22']);
    expect(warn.mock.calls.flat()).toEqual(Array(2).fill('A session could not be closed (Error)'));
    warn.mockRestore();
  });
});
