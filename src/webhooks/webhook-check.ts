import type { Settings } from '../config/settings.js';
import type { PluginRegistry } from '../plugins/plugin-registry.js';
import type { FieldError } from '../problems/problem.js';
import { EgressPolicy } from './egress/egress-policy.js';
import type { WebhookDto } from './webhook.dto.js';

type EgressSettings = Pick<Settings, 'host' | 'webhookAllow' | 'webhookDeny'>;

/**
 * Judges what the DTO's own rules cannot know: whether the caller exists, and whether a literal address in the URL may
 * be reached. A host name is judged later, by the addresses that it has when it is dialled.
 */
export function checkWebhook(
  dto: WebhookDto,
  plugins: PluginRegistry,
  settings: EgressSettings,
): FieldError[] {
  const errors: FieldError[] = [];
  const names = plugins.names('webhook-caller');
  if (!names.includes(dto.name)) {
    errors.push({ field: 'webhook.name', message: `must be one of: ${names.join(', ')}` });
  }
  const verdict = new EgressPolicy(settings).judgeHost(new URL(dto.url).hostname);
  if (!verdict.isAllowed)
    errors.push({ field: 'webhook.url', message: `must be a reachable host: ${verdict.rule}` });
  return errors;
}
