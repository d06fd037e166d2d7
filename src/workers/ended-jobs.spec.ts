import { WORKER_LOST, type JobOutcome } from '../jobs/job-outcome.js';
import { EndedJobs } from './ended-jobs.js';

const MEGABYTE = 'x'.repeat(1024 * 1024);

function finished(stdout: string): JobOutcome {
  const output = {
    command: 'show version',
    stdout,
    stderr: '',
    exitStatus: 0,
    durationSeconds: 0,
    sessionReused: false,
  };
  return { status: 'finished', outputs: [output], error: null };
}

describe('EndedJobs', () => {
  let ended: EndedJobs;
  beforeEach(() => (ended = new EndedJobs()));
  afterEach(() => void vi.restoreAllMocks());

  it('knows how a job ended, its last end if there were several, and nothing of others', () => {
    ended.keep('a', finished('first'));
    ended.keep('a', finished('second'));

    expect(ended.of('a')).toEqual(finished('second'));
    expect(ended.of('b')).toBeUndefined();
  });

  it('forgets after five minutes', () => {
    ended.keep('old', finished('up'));
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 301_000);

    ended.keep('new', finished('up'));

    expect([ended.of('old'), ended.of('new')]).toEqual([undefined, finished('up')]);
  });

  it('forgets the older half of 20,000 jobs when another one comes', () => {
    for (let index = 0; index <= 20_000; index++) ended.keep(`job-${index}`, finished(''));

    expect([ended.of('job-9999'), ended.of('job-10000')]).toEqual([undefined, finished('')]);
  });

  it('forgets the older half of 16 million characters of output when more comes', () => {
    for (let index = 0; index <= 16; index++) ended.keep(`job-${index}`, finished(MEGABYTE));

    expect(ended.of('job-7')).toBeUndefined();
    expect(ended.of('job-8')).toBeDefined();
  });

  it('keeps of a job with a large output only that it ran', () => {
    ended.keep('large', finished(MEGABYTE.repeat(5)));

    expect(ended.of('large')).toBe(WORKER_LOST);
  });
});
