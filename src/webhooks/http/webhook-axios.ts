import { HttpService } from '@nestjs/axios';
import axios, { type AxiosInstance } from 'axios';
import type { GuardedAgents } from './guarded-agents.js';
import { nodeHttpAdapter } from './node-http.adapter.js';

/**
 * The HttpService (@nestjs/axios) of webhooks. All of axios' defaults are taken out and only what a webhook needs is put
 * in: merging them costs a fifth of a request's CPU, and a default of a later version cannot open what is closed here.
 */
export function webhookHttpService(agents: GuardedAgents): HttpService {
  const instance: AxiosInstance = axios.create();
  const defaults = instance.defaults as unknown as Record<string, unknown>;
  for (const key of Object.keys(defaults)) delete defaults[key];
  Object.assign(defaults, {
    adapter: nodeHttpAdapter(agents),
    transformRequest: [],
    transformResponse: [],
    validateStatus: null,
    responseType: 'stream',
    decompress: false,
    maxRedirects: 0,
    proxy: false,
    headers: {},
  });
  return new HttpService(instance);
}
