import { overAnOutage } from './over-an-outage.js';

const AWAY = new Error("Stream isn't writeable and enableOfflineQueue options is false");

describe('work that a start cannot do without', () => {
  it('is done again when Redis was away in the middle', async () => {
    const work = vi.fn<() => Promise<string>>().mockRejectedValueOnce(AWAY).mockResolvedValue('done');

    expect(await overAnOutage(work)).toBe('done');
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('fails with whatever is no outage', async () => {
    await expect(overAnOutage(() => Promise.reject(new Error('WRONGTYPE')))).rejects.toThrow('WRONGTYPE');
  });

  it('is given up when the start is', async () => {
    const given = AbortSignal.abort();

    await expect(overAnOutage(() => Promise.reject(AWAY), given)).rejects.toThrow(/abort/);
  });
});
