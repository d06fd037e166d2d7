import type { Settings } from '../config/settings.js';
import type { PluginDescription } from '../plugins/plugin.js';
import type { PluginRegistry } from '../plugins/plugin-registry.js';
import type { FieldError } from '../problems/problem.js';
import { validatePart } from '../problems/validation.js';
import { parseDestination } from './destination.js';
import { EgressPolicy } from './egress/egress-policy.js';
import type { WebhookDto } from './webhook.dto.js';

type EgressSettings = Pick<Settings, 'host' | 'webhookAllow' | 'webhookDeny'>;

/**
 * Judges what the DTO's own rules cannot know: whether the caller exists, what it reaches and which options it takes, and
 * whether a literal address in the URL may be reached. A host name is judged later, by the addresses that it has when it
 * is dialled.
 *
 * @param path what stands before the names of its fields in the errors
 */
export function checkWebhook(
  dto: WebhookDto,
  plugins: PluginRegistry,
  settings: EgressSettings,
  path = 'webhook.',
): FieldError[] {
  const caller = plugins.description('webhook-caller', dto.name);
  const byCaller = caller
    ? [...schemeErrors(dto, caller, path), ...optionsErrors(dto, caller, path)]
    : [{ field: `${path}name`, message: `must be one of: ${plugins.names('webhook-caller').join(', ')}` }];
  return [...byCaller, ...addressErrors(dto, settings, path)];
}

function schemeErrors(
  { url, name }: WebhookDto,
  { schemes = [] }: PluginDescription,
  path: string,
): FieldError[] {
  const scheme = parseDestination(url)?.scheme ?? '';
  if (schemes.includes(scheme)) return [];
  const allowed = schemes.map((known) => `${known}://`).join(' or ');
  return [{ field: `${path}url`, message: `must begin with ${allowed} for the caller ${name}` }];
}

function optionsErrors(
  { options }: WebhookDto,
  { parts, name }: PluginDescription,
  path: string,
): FieldError[] {
  if (!parts.options) {
    return Object.keys(options ?? {}).length === 0
      ? []
      : [{ field: `${path}options`, message: `must be left out: the caller ${name} takes no options` }];
  }
  const judged = validatePart(parts.options, options ?? {}, `${path}options`);
  return judged.ok ? [] : judged.errors;
}

function addressErrors({ url }: WebhookDto, settings: EgressSettings, path: string): FieldError[] {
  const policy = new EgressPolicy(settings);
  for (const { hostname } of parseDestination(url)?.hosts ?? []) {
    const verdict = policy.judgeHost(hostname);
    if (!verdict.isAllowed)
      return [{ field: `${path}url`, message: `must be a reachable host: ${verdict.rule}` }];
  }
  return [];
}
