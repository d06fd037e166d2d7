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
 */
export function checkWebhook(
  dto: WebhookDto,
  plugins: PluginRegistry,
  settings: EgressSettings,
): FieldError[] {
  const caller = plugins.description('webhook-caller', dto.name);
  const byCaller = caller
    ? [...schemeErrors(dto, caller), ...optionsErrors(dto, caller)]
    : [{ field: 'webhook.name', message: `must be one of: ${plugins.names('webhook-caller').join(', ')}` }];
  return [...byCaller, ...addressErrors(dto, settings)];
}

function schemeErrors({ url, name }: WebhookDto, { schemes = [] }: PluginDescription): FieldError[] {
  const scheme = parseDestination(url)?.scheme ?? '';
  if (schemes.includes(scheme)) return [];
  const allowed = schemes.map((known) => `${known}://`).join(' or ');
  return [{ field: 'webhook.url', message: `must begin with ${allowed} for the caller ${name}` }];
}

function optionsErrors({ options }: WebhookDto, { parts, name }: PluginDescription): FieldError[] {
  if (!parts.options) {
    return Object.keys(options ?? {}).length === 0
      ? []
      : [{ field: 'webhook.options', message: `must be left out: the caller ${name} takes no options` }];
  }
  const judged = validatePart(parts.options, options ?? {}, 'webhook.options');
  return judged.ok ? [] : judged.errors;
}

function addressErrors({ url }: WebhookDto, settings: EgressSettings): FieldError[] {
  const policy = new EgressPolicy(settings);
  for (const { hostname } of parseDestination(url)?.hosts ?? []) {
    const verdict = policy.judgeHost(hostname);
    if (!verdict.isAllowed)
      return [{ field: 'webhook.url', message: `must be a reachable host: ${verdict.rule}` }];
  }
  return [];
}
