import { setTimeout as sleep } from 'node:timers/promises';
import { clientSettings, type ClientSettings } from '../config/client-settings.js';

/** No call of the command line waits longer. */
const TIMEOUT_MS = 30_000;
const UNAUTHORIZED = 401;
const TOO_MANY = 429;
/** Rates are counted by the minute. */
const MAX_WAIT_SECONDS = 60;
const MAX_TRIES = 5;
const MS_PER_SECOND = 1_000;

interface Answer<T> {
  readonly body: T;
  /** Of a list that goes on. */
  readonly nextPath: string | undefined;
}

/** What went wrong, in a sentence for whoever typed the command. */
export class ServiceError extends Error {}

/** Talks to a running NetPulse over its REST API. */
export class ServiceClient {
  constructor(private readonly settings: ClientSettings = clientSettings()) {}

  async get<T>(path: string): Promise<T> {
    return (await this.send<T>('GET', path)).body;
  }

  /** A list that is answered in pages, whole. */
  async getAll<T>(path: string): Promise<T[]> {
    const all: T[] = [];
    for (let next: string | undefined = path; next !== undefined;) {
      const page: Answer<T[]> = await this.send<T[]>('GET', next);
      all.push(...page.body);
      next = page.nextPath;
    }
    return all;
  }

  async post<T>(path: string, body: object): Promise<T> {
    return (await this.send<T>('POST', path, JSON.stringify(body))).body;
  }

  async delete<T>(path: string): Promise<T> {
    return (await this.send<T>('DELETE', path)).body;
  }

  /** @throws ServiceError when there is no answer, or it is a problem */
  private async send<T>(method: string, path: string, body: string | null = null): Promise<Answer<T>> {
    const response = await this.answerInTime(method, path, body);
    const text = await response.text();
    if (response.status === UNAUTHORIZED)
      throw new ServiceError(
        `The NetPulse at ${this.settings.url} does not know this API key; see NETPULSE_API_KEY`,
      );
    if (!response.ok) throw new ServiceError(problemIn(text) ?? `The service answered ${response.status}`);
    return {
      body: (text === '' ? undefined : JSON.parse(text)) as T,
      nextPath: /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1],
    };
  }

  /** Waits where the key has made as many requests as it may: what was refused so has not been done. */
  private async answerInTime(method: string, path: string, body: string | null): Promise<Response> {
    for (let tries = 1; ; tries++) {
      const response = await this.answer(method, path, body);
      const seconds = Number(response.headers.get('retry-after') ?? NaN);
      const isOverRate = response.status === TOO_MANY && seconds >= 0 && seconds <= MAX_WAIT_SECONDS;
      if (!isOverRate || tries === MAX_TRIES) return response;
      await response.body?.cancel();
      await sleep(seconds * MS_PER_SECOND);
    }
  }

  private async answer(method: string, path: string, body: string | null): Promise<Response> {
    const { url, apiKey } = this.settings;
    if (apiKey === null)
      throw new ServiceError(
        'There is no API key: set NETPULSE_API_KEY, or NETPULSE_API_KEY_FILE to its file',
      );
    try {
      return await fetch(url + path, {
        method,
        body,
        headers: { 'X-API-KEY': apiKey, ...(body === null ? {} : { 'Content-Type': 'application/json' }) },
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (error) {
      if (!/^https?:\/\//i.test(url))
        throw new ServiceError(`NETPULSE_URL is ${url}: it has to begin with http:// or https://`);
      throw new ServiceError(`No NetPulse answers at ${url}; set NETPULSE_URL to where it is`, {
        cause: error,
      });
    }
  }
}

interface ProblemBody {
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

function problemIn(text: string): string | undefined {
  try {
    const { detail, errors } = JSON.parse(text) as ProblemBody;
    return errors?.map(({ field, message }) => `${field}: ${message}`).join('; ') ?? detail;
  } catch {
    return undefined;
  }
}
