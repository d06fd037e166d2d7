import { WebhookHeaderError, WebhookSignatureError, WebhookTimestampError } from './webhook-error.js';
import { payloadOf, type WebhookPayload } from './webhook-payload.js';
import { decoded, verificationKey, type Bytes } from './verification-key.js';

/** Standard Webhooks 1.0.0, "Verifying webhook authenticity": how far sender's and receiver's clocks may be apart. */
const DEFAULT_TOLERANCE_SECONDS = 300;

/** Headers as `fetch`, Node's `http` or a framework has them; names in any case. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

export interface VerifyOptions {
  /** How old it may be, and how far in the future, s. Default: 300. */
  readonly tolerance?: number;
  /** The receiver's clock, ms since the epoch. Default: now. */
  readonly now?: number;
}

/** A request that NetPulse sent. */
export type VerifiedWebhook = WebhookPayload & {
  /** The same for every attempt and resend: take each id once. */
  readonly webhookId: string;
  /** When this attempt was made. */
  readonly sentAt: Date;
};

/**
 * Says whether a request was signed by who has the secret, and what it tells (Standard Webhooks 1.0.0, v1 and v1a).
 *
 * @param body the bytes as they came, or their text: JSON that was parsed and written again is signed differently
 * @param secrets `whsec_...` (shared), `whpk_...` (public); several while one is being changed: any one has to fit
 * @throws WebhookVerificationError: WebhookHeaderError, WebhookSignatureError or WebhookTimestampError
 * @throws WebhookSecretError for a secret that is none
 */
export async function verifyWebhook(
  body: string | Uint8Array,
  headers: WebhookHeaders,
  secrets: string | readonly string[],
  { tolerance = DEFAULT_TOLERANCE_SECONDS, now = Date.now() }: VerifyOptions = {},
): Promise<VerifiedWebhook> {
  const keys = await Promise.all([secrets].flat().map(verificationKey));
  const id = required(headers, 'webhook-id');
  const timestamp = required(headers, 'webhook-timestamp');
  if (!/^\d{1,15}$/.test(timestamp))
    throw new WebhookHeaderError('webhook-timestamp is no number of seconds');
  const signatures = required(headers, 'webhook-signature').split(' ').map(parseSignature);

  const bytes = bytesOf(body);
  const content = joined(bytesOf(`${id}.${timestamp}.`), bytes);
  const verdicts = keys.flatMap((key) =>
    signatures
      .filter(({ scheme }) => scheme === key.scheme)
      .map(({ signature }) => key.verify(signature, content)),
  );
  if (!(await Promise.all(verdicts)).includes(true))
    throw new WebhookSignatureError('The signature does not fit');
  const sentAt = new Date(Number(timestamp) * 1_000);
  if (!(Math.abs(now - sentAt.getTime()) <= tolerance * 1_000))
    throw new WebhookTimestampError('The timestamp is too far from now');
  return { webhookId: id, sentAt, ...payloadOf(parsed(bytes)) };
}

function required(headers: WebhookHeaders, name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : valueIn(headers, name);
  if (value === null || value === undefined || value === '')
    throw new WebhookHeaderError(`There is no ${name}`);
  return value;
}

function valueIn(headers: Exclude<WebhookHeaders, Headers>, name: string): string | undefined {
  const value = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  // A header that came twice: none of them is to be believed more than the other.
  return typeof value === 'string' ? value : value?.join(', ');
}

function parseSignature(text: string): { readonly scheme: string; readonly signature: Bytes } {
  const [scheme = '', base64 = ''] = text.split(',');
  return { scheme, signature: decoded(base64) ?? new Uint8Array() };
}

function bytesOf(data: string | Uint8Array): Bytes {
  return typeof data === 'string' ? new TextEncoder().encode(data) : Uint8Array.from(data);
}

function joined(head: Bytes, tail: Bytes): Bytes {
  const all = new Uint8Array(head.length + tail.length);
  all.set(head);
  all.set(tail, head.length);
  return all;
}

/** A caller of one's own may send what is no JSON. */
function parsed(bytes: Bytes): unknown {
  const text = new TextDecoder().decode(bytes);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
