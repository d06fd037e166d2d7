import type { BatchDto, BulkAnswerDto } from '../../src/jobs/batches/batch.dto.js';
import type { JobDto } from '../../src/jobs/job.dto.js';
import type { WorkerDto } from '../../src/fleet/worker.dto.js';
import type { WorkerOrder } from '../../src/fleet/worker-orders.js';
import { ApiClient, type ApiAnswer } from '../harness/api-client.js';
import type { Cluster } from './cluster.js';
import type { SeededRandom } from './seeded-random.js';

const REQUEST_TIMEOUT_MS = 5_000;

/** What became of a request: an answer, or nobody knows. */
export type Reply<T> = ApiAnswer<T> | 'unknown';

/** Speaks to whichever api process is there, as a load balancer does, and gives up after a while. */
export class FrontDoor {
  constructor(
    private readonly cluster: Cluster,
    private readonly random: SeededRandom,
    /** How many clients go through it, each with one request at a time. */
    readonly clientCount: number,
  ) {}

  submit(request: object, idempotencyKey: string | null): Promise<Reply<JobDto>> {
    return this.post('/jobs', request, idempotencyKey);
  }

  submitBatch(request: object, idempotencyKey: string | null): Promise<Reply<BulkAnswerDto>> {
    return this.post('/jobs/bulk', request, idempotencyKey);
  }

  get(id: string): Promise<Reply<JobDto>> {
    return this.ask((api) => api.get<JobDto>(`/jobs/${id}`));
  }

  getBatch(id: string): Promise<Reply<BatchDto>> {
    return this.ask((api) => api.get<BatchDto>(`/jobs/batches/${id}`));
  }

  cancel(id: string): Promise<Reply<JobDto>> {
    return this.ask((api) => api.delete<JobDto>(`/jobs/${id}`));
  }

  workers(): Promise<Reply<WorkerDto[]>> {
    return this.ask((api) => api.get<WorkerDto[]>('/workers'));
  }

  order(worker: string, order: WorkerOrder): Promise<Reply<WorkerDto>> {
    const path = `/workers/${worker}`;
    return this.ask((api) =>
      order === 'drain' ? api.delete<WorkerDto>(path) : api.post<WorkerDto>(`${path}/${order}`, {}),
    );
  }

  private post<T>(path: string, request: object, idempotencyKey: string | null): Promise<Reply<T>> {
    const headers: Record<string, string> =
      idempotencyKey === null ? {} : { 'Idempotency-Key': idempotencyKey };
    return this.ask((api) => api.post<T>(path, request, headers));
  }

  private async ask<T>(send: (api: ApiClient) => Promise<ApiAnswer<T>>): Promise<Reply<T>> {
    const open = this.cluster.apis.filter(({ isReady }) => isReady);
    if (open.length === 0) return 'unknown';
    const { url } = this.random.pick(open);
    const api = new ApiClient(url, { 'X-API-KEY': this.cluster.apiKey }, REQUEST_TIMEOUT_MS);
    try {
      return await send(api);
    } catch {
      return 'unknown';
    }
  }
}
