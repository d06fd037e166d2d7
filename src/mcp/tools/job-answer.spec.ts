import type { JobOutput } from '../../jobs/job-outcome.js';
import { queuedJob } from '../../jobs/job-record.js';
import type { JobData } from '../../jobs/job-data.js';
import { jobSchema, toJobAnswer } from './job-answer.js';

const anOutput = (changes: Partial<JobOutput>): JobOutput => ({
  command: 'show version',
  stdout: 'ok',
  stderr: '',
  exitStatus: 0,
  durationSeconds: 0.1,
  sessionReused: false,
  ...changes,
});
const aJobWith = (...outputs: JobOutput[]) => ({
  ...queuedJob('0b0c9d7e', { device: { host: 'r1' }, commands: ['show version'] } as unknown as JobData, 0),
  status: 'finished' as const,
  startedAt: 1,
  endedAt: 2,
  outcome: { status: 'finished' as const, outputs, error: null },
});

describe('a job as a tool tells of it', () => {
  it('spends its room from the first output on, and says where to read on', () => {
    const job = aJobWith(
      anOutput({ stdout: 'a'.repeat(60) }),
      anOutput({ stdout: 'b'.repeat(60) }),
      anOutput({}),
    );

    const answer = toJobAnswer(job, { maxChars: 100 });

    expect(jobSchema.safeParse(answer).success).toBe(true);
    expect(answer.outputs.map(({ next_offset }) => next_offset)).toEqual([null, 40, 0]);
    expect(answer.outputs[1]?.stdout).toBe(
      `${'b'.repeat(40)}\n[NetPulse: cut here, 20 of 60 characters follow]`,
    );
    expect(answer.hint).toContain('output_index 1 and offset 40');
  });

  it('splits no character in two', () => {
    const job = aJobWith(anOutput({ stdout: `${'a'.repeat(99)}😀b` }));

    expect(toJobAnswer(job, { maxChars: 100 }).outputs[0]).toMatchObject({ next_offset: 99 });
    expect(toJobAnswer(job, { index: 0, offset: 99 }).outputs[0]).toMatchObject({
      stdout: '😀b',
      next_offset: null,
    });
  });

  it('has structured data whole or not at all, and marks errors that are cut', () => {
    const parsed = [{ version: '15.2' }];
    const job = aJobWith(anOutput({ parsed, stderr: 'e'.repeat(200) }));

    const [output] = toJobAnswer(job, { maxChars: 100 }).outputs;
    expect(output?.parsed).toEqual(parsed);
    expect(output?.stderr).toMatch(/^e+\n\[NetPulse: cut here; GET \/jobs\/\{id\} has all of it\]$/);
    expect(toJobAnswer(job, { maxChars: 10 }).outputs[0]?.parsed).toBeNull();
  });

  it('tells of a job that has not ended how to wait for it', () => {
    const job = queuedJob('0b0c9d7e', { device: { host: 'r1' }, commands: [] } as unknown as JobData, 0);

    expect(toJobAnswer(job)).toMatchObject({
      ended_at: null,
      outputs: [],
      hint: expect.stringContaining('get_job') as string,
    });
  });
});
