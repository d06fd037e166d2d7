import type { JobData } from '../jobs/job-data.js';
import type { JobOutcome } from '../jobs/job-outcome.js';
import { jobEndRecord } from './audit-records.js';

const outcome: JobOutcome = { status: 'finished', outputs: [], error: null };
const aJobOf = (data: Partial<JobData>) => ({
  id: 'id',
  worker: null,
  outcome,
  data: {
    driver: 'netmiko',
    device: { host: 'r1', port: 22, deviceType: null },
    operation: 'command',
    ...data,
  } as JobData,
});

describe("the record of a job's end", () => {
  it('has the text of commands only when asked for', () => {
    const job = aJobOf({ commands: ['username bob password hunter2'], by: { id: 'root', name: 'root' } });

    expect(JSON.stringify(jobEndRecord(job, { withCommands: false }))).not.toContain('hunter2');
    expect(jobEndRecord(job, { withCommands: true })).toMatchObject({
      command_count: 1,
      commands: ['username bob password hunter2'],
    });
  });

  it('names nobody for a job that an earlier version has stored', () => {
    expect(jobEndRecord(aJobOf({ commands: [] }), { withCommands: false })).toMatchObject({ actor: null });
  });
});
