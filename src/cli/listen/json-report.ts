import type { Body } from './body.js';
import type { Inspection } from './inspection.js';

/** A webhook as one line of JSON, for programs. Its keys are the wire's. */
export function jsonReport(webhook: Inspection, status: number): string {
  const { signature, latency, duplicateOf } = webhook;
  return JSON.stringify({
    number: webhook.number,
    received_at: webhook.at.toISOString(),
    method: webhook.method,
    path: webhook.path,
    headers: webhook.headers.map(({ name, value }) => [name, value]),
    body: bodyValue(webhook.body),
    body_bytes: webhook.bodyBytes,
    body_kind: webhook.body.kind,
    signature: {
      state: signature.state,
      scheme: signature.state === 'verified' ? signature.scheme : null,
      reason: signature.state === 'refused' ? signature.reason : null,
    },
    latency_ms: latency?.ms ?? null,
    latency_since: latency?.since ?? null,
    duplicate_of: duplicateOf ?? null,
    answered: status,
  });
}

/** JSON as it is, text as a string, anything else in base64. */
function bodyValue(body: Body): unknown {
  if (body.kind === 'json') return body.value;
  if (body.kind === 'text') return body.text;
  return body.kind === 'binary' ? body.bytes.toString('base64') : null;
}
