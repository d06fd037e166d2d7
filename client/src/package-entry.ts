/** What @netpulse/client offers. */
export { NetPulse, type NetPulseOptions } from './netpulse.js';
export type {
  Batch,
  BulkAnswer,
  BulkRequest,
  Job,
  JobFilter,
  JobQuery,
  JobRequest,
  JobStatus,
  Jobs,
  SubmitOptions,
} from './jobs.js';
export type { Deliveries, Delivery, DeliveryQuery, ResendRequest } from './deliveries.js';
export type { Worker, Workers } from './workers.js';
export type { Listing } from './listing.js';
export type { Input, Output, Schema, components, paths } from './api-operations.js';
export type { CallOptions } from './transport.js';
export type { RetryPolicy } from './retry-policy.js';
export { WaitTimeoutError, type WaitOptions } from './wait.js';
export { ConnectionError, NetPulseError, TimeoutError, UnexpectedAnswerError } from './netpulse-error.js';
export { ProblemError, type FieldError } from './problem-error.js';
export {
  verifyWebhook,
  type VerifiedWebhook,
  type VerifyOptions,
  type WebhookHeaders,
} from './webhook/verify-webhook.js';
export {
  WebhookHeaderError,
  WebhookSecretError,
  WebhookSignatureError,
  WebhookTimestampError,
  WebhookVerificationError,
} from './webhook/webhook-error.js';
export type {
  BasicPayload,
  BatchEvent,
  JobEvent,
  JobEventType,
  WebhookPayload,
} from './webhook/webhook-payload.js';
