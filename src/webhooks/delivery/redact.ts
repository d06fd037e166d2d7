import { basicAuthorization } from '../http/request-headers.js';
import { parseDestination } from '../destination.js';
import { isPlainSegment } from '../secret-path-segments.js';
import type { Webhook } from '../webhook.js';

const MASK = '***';
/** Shorter ones would turn ordinary text into masks, and are no secrets. */
const MIN_SECRET_LENGTH = 4;
/** These say how a message is written, nothing about who may send it. */
const OPEN_HEADERS = ['content-type', 'accept', 'accept-encoding', 'user-agent'];

/** Masks in a destination's words what the webhook keeps secret: some receivers answer with the request they got. */
export function redact(text: string, webhook: Webhook): string {
  if (text.length < MIN_SECRET_LENGTH) return text;
  return secretsOf(webhook).reduce((masked, secret) => masked.replaceAll(secret, MASK), text);
}

function secretsOf({ url, headers, cookies, auth, secrets: signing }: Webhook): string[] {
  const secrets = [
    ...Object.entries(headers).flatMap(([name, value]) =>
      OPEN_HEADERS.includes(name.toLowerCase()) ? [] : [value, ...value.split(' ')],
    ),
    ...Object.values(cookies),
    ...(auth ? [auth[1], basicAuthorization(auth).slice('Basic '.length)] : []),
    ...signing,
    ...pathSecrets(url),
    ...querySecrets(url),
  ];
  return secrets
    .filter((secret) => secret.length >= MIN_SECRET_LENGTH)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    .sort((a, b) => b.length - a.length);
}

/** As they are sent, and as receivers that decode them answer. */
function pathSecrets(url: string): string[] {
  const path = parseDestination(url)?.path ?? '';
  return path
    .split('/')
    .filter((segment) => !isPlainSegment(segment))
    .flatMap((segment) => [segment, decoded(segment)]);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // No receiver decodes it either.
    return segment;
  }
}

function querySecrets(url: string): string[] {
  if (!url.includes('?')) return [];
  const { search, searchParams } = new URL(url);
  return [search.slice(1), ...searchParams.values()];
}
