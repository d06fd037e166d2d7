import { AxiosHeaders, create as createAxios, isCancel, type AxiosInstance } from 'axios';
import type http from 'node:http';
import { DeviceError } from '../device-error.js';
import { exchangeFault, statusFault } from './eapi-fault.js';

/** Where eAPI is, and who asks. */
export interface EapiPlace {
  readonly transport: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
}

/** `show tech-support` of a large switch has some 10 MB; more than this is a fault, and would fill the worker's memory. */
const LARGEST_ANSWER_BYTES = 32 * 1_024 * 1_024;

/** Carries JSON to a switch's /command-api and back. Knows HTTP, and nothing of commands. */
export class EapiHttp {
  private readonly http: AxiosInstance;
  private readonly origin: string;

  constructor(
    private readonly place: EapiPlace,
    private readonly agent: http.Agent,
    private readonly largestAnswerBytes = LARGEST_ANSWER_BYTES,
  ) {
    const host = place.host.includes(':') ? `[${place.host}]` : place.host;
    this.origin = `${place.transport}://${host}:${place.port}`;
    this.http = createAxios();
  }

  /**
   * Posts a JSON text and resolves with the text of the answer.
   *
   * @throws DeviceError naming what failed; without anything of the request
   */
  async post(body: string, timeoutMs: number, signal: AbortSignal): Promise<string> {
    const deadline = AbortSignal.timeout(timeoutMs);
    try {
      const answer = await this.http.request<string>({
        method: 'POST',
        url: `${this.origin}/command-api`,
        headers: this.headers(),
        data: body,
        httpAgent: this.agent,
        httpsAgent: this.agent,
        // A proxy of the environment must not see a device's password, and a redirect must not carry it elsewhere.
        proxy: false,
        maxRedirects: 0,
        maxContentLength: this.largestAnswerBytes,
        maxBodyLength: Infinity,
        responseType: 'text',
        transformRequest: [],
        transformResponse: [],
        validateStatus: null,
        signal: AbortSignal.any([signal, deadline]),
      });
      const fault = statusFault(answer.status, this.origin);
      if (fault) throw fault;
      return answer.data;
    } catch (error) {
      if (isCancel(error)) throw this.ended(signal, timeoutMs);
      throw exchangeFault(error, this.origin);
    }
  }

  private headers(): AxiosHeaders {
    const { username, password } = this.place;
    const credentials = Buffer.from(`${username}:${password}`, 'utf8').toString('base64');
    return new AxiosHeaders({
      Authorization: `Basic ${credentials}`,
      'Content-Type': 'application/json',
      Accept: 'application/json',
    });
  }

  private ended(signal: AbortSignal, timeoutMs: number): DeviceError {
    if (signal.aborted) return new DeviceError('Aborted', 'The job was ended before the switch had answered');
    const message = `Command timeout: no complete answer of ${this.origin} within ${timeoutMs / 1_000} s`;
    return new DeviceError('CommandTimeout', message);
  }
}
