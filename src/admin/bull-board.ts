import { createBullBoard } from '@bull-board/api';
import { BullAdapter } from '@bull-board/api/bullAdapter';
import { FastifyAdapter as BoardAdapter } from '@bull-board/fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Queue } from 'bull';
import { JobsOnBoard } from './jobs-on-board.js';
import { shownAttempt, shownDelivery, shownJob, shownOutcome } from './shown-data.js';

/** What the board answered to a request for one of its files or data. */
export interface BoardAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

/** Answers GET requests for the board, by path. */
export interface Board {
  get(url: string): Promise<BoardAnswer>;
  close(): Promise<void>;
}

/**
 * bull-board over both queues, to look at only: its buttons would retry, promote or pause behind the back of what lets a
 * device's jobs take turns and never run twice. A server of its own that listens nowhere, since NetPulse's takes no new
 * routes once it listens. Loaded with all that it needs at the first look.
 */
export async function bullBoard(jobs: Queue, deliveries: Queue, path: string): Promise<Board> {
  const adapter = new BoardAdapter();
  const options = { readOnlyMode: true };
  const jobsShown = new JobsOnBoard(jobs, {
    ...options,
    description: 'Device jobs of all workers',
  });
  jobsShown.setFormatter('data', shownJob);
  jobsShown.setFormatter('returnValue', shownOutcome);
  const deliveriesShown = new BullAdapter(deliveries, { ...options, description: 'Deliveries of webhooks' });
  deliveriesShown.setFormatter('data', shownDelivery);
  deliveriesShown.setFormatter('returnValue', shownAttempt);
  createBullBoard({
    queues: [jobsShown, deliveriesShown],
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: 'NetPulse queues' } },
  });
  adapter.setBasePath(path);
  const server = new FastifyAdapter().getInstance();
  await server.register(adapter.registerPlugin(), { prefix: path });
  await server.ready();
  return {
    async get(url) {
      const { statusCode, headers, rawPayload } = await server.inject({ method: 'GET', url });
      return { statusCode, headers, body: rawPayload };
    },
    close: () => server.close(),
  };
}
