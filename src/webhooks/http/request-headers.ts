import { version } from '../../version.js';
import type { Webhook } from '../webhook.js';

/** What a request says unless the webhook's own headers say otherwise. Answers come unpacked: they are only looked at. */
export const DEFAULT_HEADERS: Readonly<Record<string, string>> = {
  'Content-Type': 'application/json',
  'User-Agent': `NetPulse/${version}`,
  Accept: '*/*',
  'Accept-Encoding': 'identity',
};

/**
 * The headers of a request to a webhook's destination: the user's, then `extra` of the caller (which win), then what
 * `auth` and `cookies` stand for, then defaults.
 */
export function requestHeaders(
  webhook: Webhook,
  extra: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const headers: Record<string, string> = { ...webhook.headers };
  for (const [name, value] of Object.entries(extra)) replace(headers, name, value);
  const cookies = Object.entries(webhook.cookies).map(([name, value]) => `${name}=${value}`);
  if (cookies.length > 0)
    replace(headers, 'Cookie', [valueOf(headers, 'Cookie') ?? [], cookies].flat().join('; '));
  if (webhook.auth) replace(headers, 'Authorization', basicAuthorization(webhook.auth));
  const given = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  for (const [name, value] of Object.entries(DEFAULT_HEADERS)) {
    if (!given.has(name.toLowerCase())) headers[name] = value;
  }
  return headers;
}

/** RFC 7617, with UTF-8 as its section 2.1 has it. */
export function basicAuthorization([user, password]: readonly [string, string]): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function valueOf(headers: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(headers).find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1];
}

function replace(headers: Record<string, string>, name: string, value: string): void {
  for (const known of Object.keys(headers)) {
    if (known.toLowerCase() === name.toLowerCase()) delete headers[known];
  }
  headers[name] = value;
}
