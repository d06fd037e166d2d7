import { HttpService } from '@nestjs/axios';
import axios, { type AxiosInstance } from 'axios';
import type { GuardedAgents } from './guarded-agents.js';
import { nodeHttpAdapter } from './node-http.adapter.js';

/**
 * The HttpService (@nestjs/axios) of webhooks. All of axios' defaults are taken out: merging them costs a fifth of a
 * request's CPU, they are for its own adapters, and one of a later version cannot open what is closed here.
 */
export function webhookHttpService(agents: GuardedAgents): HttpService {
  const instance: AxiosInstance = axios.create();
  const defaults = instance.defaults as unknown as Record<string, unknown>;
  for (const key of Object.keys(defaults)) delete defaults[key];
  defaults.adapter = nodeHttpAdapter(agents);
  return new HttpService(instance);
}
