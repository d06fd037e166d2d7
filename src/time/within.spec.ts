import { within } from './within.js';

const never = new Promise<string>(() => undefined);

describe('within', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('gives what the work comes to, and leaves no timer', async () => {
    expect(await within(1_000, Promise.resolve('done'), 'too late')).toBe('done');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('fails as the work fails, and leaves no timer', async () => {
    await expect(within(1_000, Promise.reject(new Error('lost')), 'too late')).rejects.toThrow('lost');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('gives the other once the time is over', async () => {
    const answer = within(1_000, never, 'too late');

    await vi.advanceTimersByTimeAsync(1_000);

    expect(await answer).toBe('too late');
  });
});
