import { ConnectionPool, type BrokerConnection } from './connection-pool.js';

class Connection implements BrokerConnection {
  isOpen = true;
  isClosed = false;

  constructor(readonly signal: AbortSignal) {}

  close = async (): Promise<void> => {
    this.isClosed = true;
  };
}

const opened: Connection[] = [];
const open = async (signal: AbortSignal): Promise<Connection> => {
  const connection = new Connection(signal);
  opened.push(connection);
  return connection;
};
const never = (): Promise<never> => new Promise(() => undefined);
const free = new AbortController().signal;

describe('ConnectionPool', () => {
  beforeEach(() => void (opened.length = 0));

  it('opens one connection a key, and shares it', async () => {
    const pool = new ConnectionPool<Connection>();
    const use = (key: string) => pool.use(key, open, free, async (connection) => connection);

    const [a, b, c] = await Promise.all([use('x'), use('x'), use('y')]);

    expect(a).toBe(b);
    expect(c).not.toBe(a);
    expect(await use('x')).toBe(a);
    await pool.close();
  });

  it('closes a connection that nobody has used for a while', async () => {
    const pool = new ConnectionPool<Connection>(20);
    await pool.use('x', open, free, async () => undefined);

    await expect.poll(() => opened[0]?.isClosed).toBe(true);

    await expect.poll(() => pool.size).toBe(0);
    expect(opened[0]?.signal.aborted).toBe(true);
  });

  it('replaces one that was closed by the other side, whether in use or idle', async () => {
    const pool = new ConnectionPool<Connection>();
    await pool.use('x', open, free, async (connection) => void (connection.isOpen = false));
    await pool.use('x', open, free, async () => undefined);
    if (opened[1]) opened[1].isOpen = false;

    await pool.use('x', open, free, async () => undefined);

    expect(opened).toHaveLength(3);
    await pool.close();
    expect(pool.size).toBe(0);
  });

  it('uses one no more on which an attempt was ended, and lets the others finish there', async () => {
    const pool = new ConnectionPool<Connection>();
    let finish = (): void => undefined;
    const other = pool.use('x', open, free, () => new Promise<void>((resolve) => (finish = resolve)));

    await expect(pool.use('x', open, AbortSignal.timeout(10), never)).rejects.toMatchObject({
      code: 'aborted',
    });

    await pool.use('x', open, free, async () => undefined);
    expect(opened).toHaveLength(2);
    expect(opened[0]?.isClosed).toBe(false);
    finish();
    await other;
    await expect.poll(() => opened[0]?.isClosed).toBe(true);
    await pool.close();
  });

  it('breaks off the opening of one that nobody waits for any more', async () => {
    const pool = new ConnectionPool<Connection>();
    let dial: AbortSignal | undefined;
    const slow = (signal: AbortSignal): Promise<never> => {
      dial = signal;
      return never();
    };

    await expect(pool.use('x', slow, AbortSignal.timeout(10), async () => undefined)).rejects.toMatchObject({
      code: 'aborted',
    });

    await expect.poll(() => dial?.aborted).toBe(true);
    expect(pool.size).toBe(0);
  });

  it('tries anew after one could not be opened', async () => {
    const pool = new ConnectionPool<Connection>();
    const fault = new Error('no');
    await expect(
      pool.use(
        'x',
        () => Promise.reject(fault),
        free,
        async () => undefined,
      ),
    ).rejects.toBe(fault);

    await pool.use('x', open, free, async () => undefined);

    expect(opened).toHaveLength(1);
    await pool.close();
  });

  it('passes on what the work throws, and keeps the connection', async () => {
    const pool = new ConnectionPool<Connection>();
    const fault = new Error('no such exchange');
    await expect(pool.use('x', open, free, () => Promise.reject(fault))).rejects.toBe(fault);

    await pool.use('x', open, free, async () => undefined);

    expect(opened).toHaveLength(1);
    await pool.close();
  });
});
