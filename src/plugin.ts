/**
 * What a plugin imports as `netpulse/plugin`: the contracts of webhook callers, device drivers and credential providers, and
 * what they may use.
 * A plugin exports Nest modules; NETPULSE_PLUGINS loads it. docs/webhooks/write-a-caller.md shows one, step by step.
 *
 * @module
 */

/** Registers a caller, a driver or a credential provider in a module: `providers: [providePlugin(SlackCaller)]`. */
export { providePlugin } from './plugins/plugin.js';

/** The settings of the process; inject them by the token: `@Inject(SETTINGS) settings: Settings`. */
export { SETTINGS, type Settings } from './config/settings.js';

/** Webhook callers: the contract, what a caller is given, and what it gives back. */
export {
  BaseWebhookCaller,
  WebhookCaller,
  webhookCallerToken,
  type CallContext,
  type Receipt,
} from './webhooks/base-webhook-caller.js';
export type { BatchEvent, EventOutput, JobEvent, JobEventType } from './webhooks/job-event.js';
export type { Webhook } from './webhooks/webhook.js';

/** The guarded, signing HTTP client: inject it. */
export { WebhookHttpClient, type OutgoingMessage } from './webhooks/webhook-http.client.js';

/** How an attempt fails with a reason; anything else that a caller throws is recorded as `caller`. */
export { DeliveryError, type DeliveryErrorCode, type FailedAnswer } from './webhooks/delivery-error.js';

/** Device drivers: the contract, and what a driver is given and gives back. */
export {
  DeviceDriver,
  type CommandOutput,
  type DeviceAddress,
  type DeviceSession,
  type Driver,
  type LoginSource,
  type OutputListener,
  type RequestedWork,
  type SessionFacts,
  type SessionStep,
} from './drivers/driver.js';

/** Renderers and parsers: the contracts, and what a request names as its template. */
export { TemplateRenderer, type Renderer } from './templates/template-renderer.js';
export { OutputParser, type Parser, type ParseInput } from './templates/output-parser.js';
export type { TemplateChoice } from './templates/template-choice.js';
export { TemplateError, type TemplateErrorType } from './templates/template-error.js';

/** How a driver fails with a reason: `result.error.type` of the job. */
export { CommandRejectedError, DeviceError, type DeviceErrorType } from './drivers/device-error.js';

/** Credential providers: the contract, and how one says why it has nothing to give. */
export {
  CredentialFault,
  CredentialSource,
  type CredentialProvider,
} from './credentials/credential-provider.js';
