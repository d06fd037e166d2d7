import type { JobDto } from '../../src/jobs/job.dto.js';

/** An answer of the API, its body parsed. */
export interface ApiAnswer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
  readonly text: string;
}

/** Speaks HTTP to a running NetPulse. */
export class ApiClient {
  constructor(
    private readonly baseUrl: string,
    private readonly headers: Record<string, string>,
    /** How long a whole answer may take. */
    private readonly timeoutMs?: number,
  ) {}

  get<T = unknown>(path: string): Promise<ApiAnswer<T>> {
    return this.send<T>('GET', path);
  }

  post<T = unknown>(
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer<T>> {
    return this.send<T>('POST', path, JSON.stringify(body), {
      'Content-Type': 'application/json',
      ...headers,
    });
  }

  patch<T = unknown>(path: string, body: unknown): Promise<ApiAnswer<T>> {
    return this.send<T>('PATCH', path, JSON.stringify(body), { 'Content-Type': 'application/json' });
  }

  delete<T = unknown>(path: string): Promise<ApiAnswer<T>> {
    return this.send<T>('DELETE', path);
  }

  /** Submits a job, which must be accepted, and returns it as it is once it has ended. */
  async run(request: object, waitSeconds = 15): Promise<JobDto> {
    const { id } = await this.submit(request);
    return this.ended(id, waitSeconds);
  }

  /** Submits a job, which must be accepted. */
  async submit(request: object): Promise<JobDto> {
    const { status, body, text } = await this.post<JobDto>('/jobs', request);
    if (status !== 202) throw new Error(`The job was not accepted: ${status} ${text}`);
    return body;
  }

  /** The job once it has ended. */
  async ended(id: string, waitSeconds = 15): Promise<JobDto> {
    const { body } = await this.get<JobDto>(`/jobs/${id}?wait=${waitSeconds}`);
    if (body.ended_at === null) throw new Error(`Job ${id} is still ${body.status} after ${waitSeconds} s`);
    return body;
  }

  /** Any other request. */
  async send<T>(
    method: string,
    path: string,
    body: string | null = null,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer<T>> {
    const response = await fetch(this.baseUrl + path, {
      method,
      body,
      headers: { ...this.headers, ...headers },
      ...(this.timeoutMs === undefined ? {} : { signal: AbortSignal.timeout(this.timeoutMs) }),
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson && text !== '' ? JSON.parse(text) : text) as T,
      text,
    };
  }
}
