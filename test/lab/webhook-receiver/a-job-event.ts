import { randomUUID } from 'node:crypto';
import type { JobEvent } from '../../../src/webhooks/job-event.js';

/** The end of a job that ran "show version", changed by `fields`. Every one is of another job. */
export function aJobEvent(fields: Partial<JobEvent> = {}): JobEvent {
  return {
    type: 'job.completed',
    jobId: randomUUID(),
    status: 'finished',
    driver: 'netmiko',
    device: { host: '192.168.1.1', port: 22, deviceType: 'cisco_ios' },
    deviceName: null,
    operation: 'command',
    commands: ['show version'],
    createdAt: '2026-01-02T03:04:05.000Z',
    startedAt: '2026-01-02T03:04:05.500Z',
    endedAt: '2026-01-02T03:04:06.000Z',
    durationSeconds: 0.5,
    result: {
      outputs: [{ command: 'show version', stdout: 'Version 15.2\n', stderr: '', exitStatus: 0 }],
      error: null,
    },
    ...fields,
  };
}

/** The end of a job whose device could not be reached. */
export function aFailedJobEvent(fields: Partial<JobEvent> = {}): JobEvent {
  const message = 'Connection timeout: Unable to connect to device';
  return aJobEvent({
    type: 'job.failed',
    status: 'failed',
    result: { outputs: [], error: { type: 'ConnectionTimeout', message } },
    ...fields,
  });
}
