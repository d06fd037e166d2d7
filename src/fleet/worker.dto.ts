import { ApiProperty } from '@nestjs/swagger';
import type { WorkerRecord } from './worker-record.js';

/** A live worker. */
export class WorkerDto {
  @ApiProperty({ example: 'noc-1-4711-k3x9' })
  name: string;

  @ApiProperty({ example: 'noc-1' })
  hostname: string;

  @ApiProperty({ example: 4711 })
  pid: number;

  @ApiProperty({ type: [String], example: ['fifo', 'webhooks'] })
  queues: string[];

  @ApiProperty({ enum: ['running', 'paused', 'draining'] })
  status: WorkerRecord['status'];

  @ApiProperty({ format: 'date-time' })
  started_at: string;

  @ApiProperty({ format: 'date-time' })
  last_heartbeat: string;

  @ApiProperty({ example: 100, description: 'Device jobs at once, at most.' })
  concurrency: number;

  @ApiProperty({ example: 12, description: 'Jobs that wait in its own queue, pinned:NAME.' })
  jobs_waiting: number;

  @ApiProperty({ example: 3 })
  jobs_running: number;

  @ApiProperty({ example: 1024, description: 'Jobs that ended well since the worker started.' })
  jobs_done: number;

  @ApiProperty({ example: 2 })
  jobs_failed: number;

  @ApiProperty({
    example: 12,
    description: 'Device sessions that are open, in use or kept for the next job.',
  })
  open_sessions: number;

  @ApiProperty({ example: 3, description: 'Of these, sessions that a job uses or waits for.' })
  sessions_in_use: number;

  @ApiProperty({ example: 9, description: 'Of these, sessions that are kept for the next job.' })
  sessions_idle: number;
}

export function toWorkerDto(worker: WorkerRecord, jobsWaiting: number): WorkerDto {
  return {
    name: worker.name,
    hostname: worker.hostname,
    pid: worker.pid,
    queues: [...worker.queues],
    status: worker.status,
    started_at: new Date(worker.startedAt).toISOString(),
    last_heartbeat: new Date(worker.lastHeartbeat).toISOString(),
    concurrency: worker.concurrency,
    jobs_waiting: jobsWaiting,
    jobs_running: worker.jobsRunning,
    jobs_done: worker.jobsDone,
    jobs_failed: worker.jobsFailed,
    open_sessions: worker.sessionsInUse + worker.sessionsIdle,
    sessions_in_use: worker.sessionsInUse,
    sessions_idle: worker.sessionsIdle,
  };
}
