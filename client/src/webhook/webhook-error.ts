import { NetPulseError } from '../netpulse-error.js';

/** A request that must not be believed: answer it with 401. Which secret or byte did not fit is not told. */
export abstract class WebhookVerificationError extends NetPulseError {}

/** One of the headers `webhook-id`, `webhook-timestamp` and `webhook-signature` is missing, or is none. */
export class WebhookHeaderError extends WebhookVerificationError {
  readonly code = 'webhook-header';
}

/** No signature fits: signed with another secret, or changed on its way. */
export class WebhookSignatureError extends WebhookVerificationError {
  readonly code = 'webhook-signature';
}

/** Signed rightly, but too long ago, or in the future: sent again by somebody else, or the clocks differ. */
export class WebhookTimestampError extends WebhookVerificationError {
  readonly code = 'webhook-timestamp';
}

/** The receiver's own fault: a secret that is none. Holds nothing of it. */
export class WebhookSecretError extends NetPulseError {
  readonly code = 'webhook-secret';
}
