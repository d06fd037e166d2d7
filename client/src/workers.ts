import type { Schema } from './api-operations.js';
import type { Api } from './api.js';
import type { CallOptions } from './transport.js';

export type Worker = Schema<'WorkerDto'>;

/** The processes that run jobs. */
export class Workers {
  constructor(private readonly api: Api) {}

  list(options?: CallOptions): Promise<Worker[]> {
    return this.api.call('get', '/workers', {}, options);
  }

  /** It takes no further job until it is resumed. */
  pause(name: string, options?: CallOptions): Promise<Worker> {
    return this.api.call('post', '/workers/{name}/pause', { path: { name } }, options);
  }

  resume(name: string, options?: CallOptions): Promise<Worker> {
    return this.api.call('post', '/workers/{name}/resume', { path: { name } }, options);
  }

  /** It ends what it runs, and then itself. */
  drain(name: string, options?: CallOptions): Promise<Worker> {
    return this.api.call('delete', '/workers/{name}', { path: { name } }, options);
  }
}
