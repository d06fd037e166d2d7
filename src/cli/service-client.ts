import { clientSettings, type ClientSettings } from '../config/client-settings.js';

/** No call of the command line waits longer. */
const TIMEOUT_MS = 30_000;
const UNAUTHORIZED = 401;

/** What went wrong, in a sentence for whoever typed the command. */
export class ServiceError extends Error {}

/** Talks to a running NetPulse over its REST API. */
export class ServiceClient {
  constructor(private readonly settings: ClientSettings = clientSettings()) {}

  get<T>(path: string): Promise<T> {
    return this.send<T>('GET', path);
  }

  post<T>(path: string, body: object): Promise<T> {
    return this.send<T>('POST', path, JSON.stringify(body));
  }

  async delete(path: string): Promise<void> {
    await this.send('DELETE', path);
  }

  /** @throws ServiceError when there is no answer, or it is a problem */
  private async send<T>(method: string, path: string, body: string | null = null): Promise<T> {
    const response = await this.answer(method, path, body);
    const text = await response.text();
    if (response.status === UNAUTHORIZED)
      throw new ServiceError(
        `The NetPulse at ${this.settings.url} does not know this API key; see NETPULSE_API_KEY`,
      );
    if (!response.ok) throw new ServiceError(problemIn(text) ?? `The service answered ${response.status}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
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
