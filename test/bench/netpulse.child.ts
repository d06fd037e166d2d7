import { getQueueToken } from '@nestjs/bull';
import type { Queue } from 'bull';
import { plainToInstance } from 'class-transformer';
import { pino } from 'pino';
import { readSettings } from '../../src/config/settings.js';
import { FIFO_WORKER_QUEUE } from '../../src/jobs/job-keys.js';
import { JobRequestDto } from '../../src/jobs/job-request.dto.js';
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
    const submission = service.app.get(JobSubmission, { strict: false });
    const queue = service.app.get<Queue>(getQueueToken(FIFO_WORKER_QUEUE), { strict: false });
    const pipe = validationPipe();
    let done = 0;
    const onCompleted = (): void => void done++;
    queue.on('completed', onCompleted);
    const startedAt = performance.now();
    await inFlight(count, lanes, async (index) => {
      const body: unknown = JSON.parse(JSON.stringify(jobRequest(index, webhookUrl)));
      await submission.submit(
        (await pipe.transform(body, { type: 'body', metatype: JobRequestDto })) as JobRequestDto,
        ROOT,
      );
    });
    while (done < count) await new Promise((resolve) => queue.once('completed', resolve));
    queue.off('completed', onCompleted);
    return count / ((performance.now() - startedAt) / 1_000);
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
      await inFlight(ports.length, lanes, (index) =>
        submission.submit(plainToInstance(JobRequestDto, deviceRequest(ports[index] ?? 0)), ROOT),
      );
      while (done < ports.length) await new Promise((resolve) => queue.once('completed', resolve));
    });
    queue.off('completed', onCompleted).off('failed', onFailed);
    return result;
  },

  async stop() {
    await service?.stop();
  },
});
