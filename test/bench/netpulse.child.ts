import { getQueueToken } from '@nestjs/bull';
import type { Job, Queue } from 'bull';
import { plainToInstance } from 'class-transformer';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { pino } from 'pino';
import { readSettings } from '../../src/config/settings.js';
import { FIFO_WORKER_QUEUE } from '../../src/jobs/job-keys.js';
import { JobCancellation } from '../../src/jobs/job-cancellation.js';
import { JobRequestDto } from '../../src/jobs/job-request.dto.js';
import type { JobRecord } from '../../src/jobs/job-record.js';
import { JobSubmission } from '../../src/jobs/job-submission.js';
import { PinoLogger } from '../../src/observability/logger.js';
import { ROOT } from '../../src/auth/actor.js';
import { validationPipe } from '../../src/problems/validation.js';
import { startService, type Service } from '../../src/service.js';
import { spent } from './spent.js';
import { serve } from './child.js';
import { inFlight } from './in-flight.js';
import { deviceRequest, jobRequest } from './job-request.js';
import { NoopModule } from './noop.driver.js';

const SUBMIT_LANES = 100;

const MEGABYTE = 1_024 * 1_024;

let service: Service | undefined;

serve({
  async start(environment: Record<string, string>) {
    const logger = new PinoLogger(pino({ level: 'silent' }));
    service = await startService(readSettings(environment), logger, {
      plugins: [NoopModule],
      environment: { ...environment, NETPULSE_LOG_LEVEL: 'silent' },
    });
    return { url: service.url, apiKey: service.apiKey.reveal() };
  },

  /**
   * Submits jobs as the API does, all but HTTP, and waits until all have run.
   *
   * @returns jobs per second
   */
  async run({ count, lanes, webhookUrl }: { count: number; lanes: number; webhookUrl: string | null }) {
    if (!service) throw new Error('not started');
    const queue = service.app.get<Queue>(getQueueToken(FIFO_WORKER_QUEUE), { strict: false });
    let done = 0;
    const onCompleted = (): void => void done++;
    queue.on('completed', onCompleted);
    const startedAt = performance.now();
    await submitAll(service, count, lanes, webhookUrl);
    while (done < count) await new Promise((resolve) => queue.once('completed', resolve));
    queue.off('completed', onCompleted);
    return count / ((performance.now() - startedAt) / 1_000);
  },

  /** Submits jobs for other processes to run. */
  async submitNoops({ count, lanes }: { count: number; lanes: number }) {
    if (!service) throw new Error('not started');
    await submitAll(service, count, lanes, null);
  },

  /** A job for each device, all submitted at once; waits until all have finished. */
  async fleet({ ports, lanes }: { ports: readonly number[]; lanes: number }) {
    if (!service) throw new Error('not started');
    const submission = service.app.get(JobSubmission, { strict: false });
    const queue = service.app.get<Queue>(getQueueToken(FIFO_WORKER_QUEUE), { strict: false });
    let done = 0;
    const onCompleted = (): void => void done++;
    const onFailed = (_job: unknown, error: Error): void => {
      if (error.name !== 'DeviceBusyError') throw error;
    };
    queue.on('completed', onCompleted).on('failed', onFailed);
    const result = await spent(async () => {
      await inFlight(ports.length, lanes, (index) => submit(submission, ports[index] ?? 0));
      while (done < ports.length) await new Promise((resolve) => queue.once('completed', resolve));
    });
    queue.off('completed', onCompleted).off('failed', onFailed);
    return result;
  },

  /**
   * Submits a job for each of these devices in turn, at an even pace, and waits until all have ended.
   *
   * @returns how long each took from its submit to its end, in milliseconds
   */
  async paced({ ports, perSecond, seconds }: { ports: number[]; perSecond: number; seconds: number }) {
    if (!service) throw new Error('not started');
    const submission = service.app.get(JobSubmission, { strict: false });
    const queue = service.app.get<Queue>(getQueueToken(FIFO_WORKER_QUEUE), { strict: false });
    const endedAt = new Map<string, number>();
    const onCompleted = ({ id }: Job): void => void endedAt.set(String(id), performance.now());
    queue.on('completed', onCompleted);
    const count = perSecond * seconds;
    const begin = performance.now();
    const submits = Array.from({ length: count }, async (_, index) => {
      await dueAt(begin + (index * 1_000) / perSecond);
      const startedAt = performance.now();
      const { id } = await submit(submission, ports[index % ports.length] ?? 0);
      return { id, startedAt };
    });
    const submitted = await Promise.all(submits);
    while (submitted.some(({ id }) => !endedAt.has(id)))
      await new Promise((resolve) => queue.once('completed', resolve));
    queue.off('completed', onCompleted);
    return submitted.map(({ id, startedAt }) => (endedAt.get(id) ?? Infinity) - startedAt);
  },

  /** Submits jobs for one device, and waits for none. */
  async submit({ port, count }: { port: number; count: number }) {
    if (!service) throw new Error('not started');
    const submission = service.app.get(JobSubmission, { strict: false });
    await inFlight(count, SUBMIT_LANES, () => submit(submission, port));
  },

  async cancelAll() {
    await service?.app.get(JobCancellation, { strict: false }).cancel({}, ROOT);
  },

  /** What this process holds after a full collection of garbage. */
  async memory() {
    await collectGarbage();
    const { rss, heapUsed } = process.memoryUsage();
    return { rssMb: rss / MEGABYTE, heapMb: heapUsed / MEGABYTE };
  },

  async stop() {
    await service?.stop();
  },
});

function submit(submission: JobSubmission, port: number): Promise<JobRecord> {
  return submission.submit(plainToInstance(JobRequestDto, deviceRequest(port)), ROOT);
}

function dueAt(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time - performance.now()));
}

async function submitAll(
  { app }: Service,
  count: number,
  lanes: number,
  webhookUrl: string | null,
): Promise<void> {
  const submission = app.get(JobSubmission, { strict: false });
  const pipe = validationPipe();
  await inFlight(count, lanes, async (index) => {
    const body: unknown = JSON.parse(JSON.stringify(jobRequest(index, webhookUrl)));
    await submission.submit(
      (await pipe.transform(body, { type: 'body', metatype: JobRequestDto })) as JobRequestDto,
      ROOT,
    );
  });
}

/** Twice: what finalizers let go of is collected by the second run. */
async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  await new Promise((resolve) => setImmediate(resolve));
  collect();
}
