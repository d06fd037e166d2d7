import type { BatchEvent, JobEvent, WebhookEvent } from '../job-event.js';

/** How the result of a job is called on the wire, by the job's status. */
const RESULT_TYPES = {
  finished: 'successful',
  failed: 'failed',
  canceled: 'stopped',
  expired: 'stopped',
} as const satisfies Record<JobEvent['status'], string>;

/** NetPulse 0.4's structured payload of an event. Its keys are the wire's. */
export function eventPayload(event: WebhookEvent): object {
  return event.type === 'batch.completed' ? batchPayload(event) : jobPayload(event);
}

function batchPayload(event: BatchEvent): object {
  return {
    id: event.batchId,
    event_type: event.type,
    final: true,
    timestamp: event.endedAt,
    created_at: event.createdAt,
    ended_at: event.endedAt,
    duration: event.durationSeconds,
    driver: event.driver,
    total: event.total,
    counts: event.counts,
  };
}

function jobPayload(event: JobEvent): object {
  const { device, operation, commands, result } = event;
  return {
    id: event.jobId,
    status: event.status,
    event_type: event.type,
    final: true,
    timestamp: event.endedAt,
    created_at: event.createdAt,
    started_at: event.startedAt,
    ended_at: event.endedAt,
    duration: event.durationSeconds,
    driver: event.driver,
    ...(event.batchId === undefined ? {} : { batch_id: event.batchId }),
    device: { host: device.host, port: device.port, device_type: device.deviceType },
    device_name: event.deviceName,
    operation,
    command: commands,
    result: {
      type: RESULT_TYPES[event.status],
      retval: result.outputs.map(({ command, stdout, stderr, exitStatus }) => ({
        command,
        stdout,
        stderr,
        exit_status: exitStatus,
      })),
      error: result.error,
    },
  };
}
