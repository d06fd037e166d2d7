import Bull from 'bull';
import { spareTraceParsing } from './lean-job-parsing.js';

describe('spareTraceParsing', () => {
  it('says that a job has no traces where Redis has none, and leaves others alone', () => {
    const seen: unknown[] = [];
    const queues = { nextJobFromJobData: (job: unknown) => seen.push(job) };

    spareTraceParsing(queues);
    for (const job of [{ data: '1' }, { stacktrace: '["at x"]' }, null]) queues.nextJobFromJobData(job);

    expect(seen).toEqual([{ data: '1', stacktrace: '[]' }, { stacktrace: '["at x"]' }, null]);
  });

  it('finds the method that it is made for in the Bull that is installed', () => {
    expect(Bull.prototype).toHaveProperty('nextJobFromJobData');
  });
});
