import { readFileSync } from 'node:fs';
import { CLIENT_VARIABLES } from './client-settings.js';
import {
  isCredentialVariable,
  readEnvironmentCredentials,
  type EnvironmentCredentials,
} from './environment-credentials.js';
import type { SettingDefinition } from './setting-definition.js';
import { readForeignTraceProtocol, readIsTraced } from './tracing-variables.js';
import { SETTING_DEFINITIONS } from './setting-definitions.js';

type Definitions = typeof SETTING_DEFINITIONS;

/** Everything that can be configured, read once at start. */
export type Settings = {
  readonly [K in keyof Definitions]: Definitions[K] extends SettingDefinition<infer T> ? T : never;
} & {
  /** Logins of devices, from `NETPULSE_CREDENTIAL_<NAME>_<FIELD>`. */
  readonly environmentCredentials: EnvironmentCredentials;
  /** Whether OpenTelemetry's own variables (`OTEL_*`) ask for traces. */
  readonly isTraced: boolean;
  /** What they ask for and is not spoken, such as `grpc`. */
  readonly foreignTraceProtocol: string | null;
};

/** Injection token of {@link Settings}. */
export const SETTINGS = Symbol('SETTINGS');

/** One or more environment variables hold what they may not. The message names each, its fault, and what is allowed. */
export class SettingsError extends Error {
  readonly code = 'SETTINGS_INVALID';
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
  }
}

/**
 * Reads all settings from the environment. An empty variable counts as unset.
 *
 * @throws SettingsError listing every fault at once; a secret's value is never part of the message
 */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const faults: string[] = [];
  const settings: Record<string, unknown> = {};
  for (const [name, definition] of Object.entries<SettingDefinition<unknown>>(SETTING_DEFINITIONS)) {
    const source = readText(definition, environment);
    if ('fault' in source) {
      faults.push(source.fault);
      continue;
    }
    const result = definition.parser(source.text);
    if (result.ok) settings[name] = result.value;
    else
      faults.push(`${definition.variable} is ${shown(definition, source.text)}; allowed: ${result.allowed}`);
  }
  const credentials = readEnvironmentCredentials(environment);
  settings.environmentCredentials = credentials.found;
  settings.isTraced = readIsTraced(environment);
  settings.foreignTraceProtocol = readForeignTraceProtocol(environment);
  faults.push(
    ...credentials.faults,
    ...unknownVariables(environment),
    ...redisFaults(settings),
    ...oidcFaults(settings),
  );
  if (settings.role === 'worker' && !isSet('NETPULSE_PORT', environment)) settings.port = 0;
  if (faults.length > 0) throw new SettingsError(faults);
  return settings as unknown as Settings;
}

/** Processes that share the work meet in one Redis: a private one is nobody else's. */
function redisFaults({ role, redisUrl, redisSentinels, redisCluster }: Record<string, unknown>): string[] {
  const ways = [redisUrl !== null, !isEmpty(redisSentinels), !isEmpty(redisCluster)].filter(Boolean).length;
  const names = 'NETPULSE_REDIS_URL, NETPULSE_REDIS_SENTINELS, NETPULSE_REDIS_CLUSTER';
  if (ways > 1) return [`More than one of ${names} is set; allowed: one of them`];
  if (ways === 1 || (role !== 'api' && role !== 'worker')) return [];
  return [
    `NETPULSE_ROLE is "${role}", and none of ${names} is set; allowed: the Redis that all processes share`,
  ];
}

function isEmpty(value: unknown): boolean {
  return !Array.isArray(value) || value.length === 0;
}

/** Without an audience a token that the issuer made for any other service would open this one. */
function oidcFaults({ oidcIssuer, oidcAudience }: Record<string, unknown>): string[] {
  const hasAudience = Array.isArray(oidcAudience) && oidcAudience.length > 0;
  if (typeof oidcIssuer !== 'string' || hasAudience) return [];
  return [
    'NETPULSE_OIDC_ISSUER is set, and NETPULSE_OIDC_AUDIENCE is not; allowed: what tokens name as `aud`',
  ];
}

function isSet(variable: string, environment: NodeJS.ProcessEnv): boolean {
  return [variable, `${variable}_FILE`].some((name) => (environment[name] ?? '') !== '');
}

function readText(
  { variable, defaultText }: SettingDefinition<unknown>,
  environment: NodeJS.ProcessEnv,
): { text: string } | { fault: string } {
  const direct = environment[variable] ?? '';
  const file = environment[`${variable}_FILE`] ?? '';
  if (direct !== '' && file !== '')
    return { fault: `${variable} and ${variable}_FILE are both set; keep one of them` };
  if (file === '') return { text: direct === '' ? defaultText : direct };
  try {
    const text = readFileSync(file, 'utf8').trim();
    // Mounting a secret that is not there yet leaves an empty file; going on would make a key nobody asked for.
    if (text !== '') return { text };
    return { fault: `${variable}_FILE names a file that is empty; allowed: a file that holds the value` };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    return {
      fault: `${variable}_FILE names a file that cannot be read (${code}); allowed: the path of a readable file`,
    };
  }
}

function shown({ isSecret }: SettingDefinition<unknown>, text: string): string {
  return isSecret ? 'set to a value that is not shown' : JSON.stringify(text);
}

/** A misspelt variable would be ignored silently and its default used: better to stop. */
function unknownVariables(environment: NodeJS.ProcessEnv): string[] {
  const known = new Set([
    ...CLIENT_VARIABLES,
    ...Object.values(SETTING_DEFINITIONS).flatMap(({ variable }) => [variable, `${variable}_FILE`]),
  ]);
  return Object.keys(environment)
    .filter(
      (variable) =>
        variable.startsWith('NETPULSE_') && !known.has(variable) && !isCredentialVariable(variable),
    )
    .map(
      (variable) =>
        `${variable} is no setting of NetPulse; allowed: ${[...known].filter(isNotFile).join(', ')}`,
    );
}

function isNotFile(variable: string): boolean {
  return !variable.endsWith('_FILE');
}
