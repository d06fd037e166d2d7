import type { Logger } from '@nestjs/common';
import { Duty } from './duty.js';

const EVERY_MS = 5_000;

let lines: string[];
let ends: (() => void)[];
let begun: number;
/** A run goes on until its end is called. */
const run = (): Promise<void> => {
  begun++;
  return new Promise((resolve) => ends.push(resolve));
};
const logger = {
  debug: (line: string) => void lines.push(`debug ${line}`),
  warn: (line: string) => void lines.push(`warn ${line}`),
} as unknown as Logger;
const aDuty = (work: () => Promise<unknown> = run): Duty => new Duty('sweep', EVERY_MS, work, logger);
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe('Duty', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    [lines, ends, begun] = [[], [], 0];
  });
  afterEach(() => vi.useRealTimers());

  it('begins an interval after its start, and again an interval after the end of a run', async () => {
    const duty = aDuty();

    duty.start();
    await pass(EVERY_MS - 1);
    expect(begun).toBe(0);
    await pass(1);
    expect(begun).toBe(1);
    await pass(10 * EVERY_MS);
    expect(begun).toBe(1);
    ends.shift()?.();
    await pass(EVERY_MS - 1);
    expect(begun).toBe(1);
    await pass(1);
    expect(begun).toBe(2);
  });

  it('is done sooner after a run that failed, which it tells', async () => {
    const work = vi.fn(() => Promise.reject(new Error('a bug')));
    const duty = aDuty(work);

    duty.start();
    await pass(EVERY_MS);
    await pass(1_000);

    expect(work).toHaveBeenCalledTimes(2);
    const line = 'warn sweep failed and will be tried again: Error: a bug';
    expect(lines).toEqual([line, line]);
  });

  it('tells quietly that Redis is away', async () => {
    const duty = aDuty(() => Promise.reject(new Error('Connection is closed.')));

    await duty.now();

    expect(lines).toEqual(['debug sweep failed and will be tried again: Error: Connection is closed.']);
  });

  it('is done at once when asked, and goes on from there', async () => {
    const duty = aDuty();

    const done = duty.now();
    expect(begun).toBe(1);
    ends.shift()?.();
    await done;
    await pass(EVERY_MS);

    expect(begun).toBe(2);
  });

  it('is done once more, however often asked, when a run is under way', async () => {
    const duty = aDuty();
    void duty.now();

    const [second, third] = [duty.now(), duty.now()];
    await pass(0);
    expect(begun).toBe(1);
    ends.shift()?.();
    await pass(0);
    expect(begun).toBe(2);
    ends.shift()?.();
    await Promise.all([second, third]);

    expect(begun).toBe(2);
  });

  it('stops when the run under way is over, and begins no other', async () => {
    const duty = aDuty();
    void duty.now();
    const later = duty.now();
    let isStopped = false;

    const stopped = duty.stop().then(() => (isStopped = true));
    await pass(500);
    expect(isStopped).toBe(false);
    ends.shift()?.();
    await Promise.all([stopped, later]);
    await duty.now();
    await pass(10 * EVERY_MS);

    expect(begun).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not wait without end for a run that does not end', async () => {
    const duty = aDuty();
    void duty.now();

    const stopped = duty.stop();
    await pass(2_000);

    await expect(stopped).resolves.toBeUndefined();
  });
});
