import { STATUS_CODES } from 'node:http';
import { textOf, type ReceivedRequest } from '../webhook-receiver/received-request.js';

const hasColours = process.stdout.isTTY && process.env.NO_COLOR === undefined;

export function bold(text: string): string {
  return hasColours ? `\x1b[1m${text}\x1b[0m` : text;
}

export function heading(number: string, text: string): string {
  const line = `── ${number}. ${text} `;
  return `\n${bold(line.padEnd(Math.min(process.stdout.columns || 100, 110), '─'))}`;
}

export function prettyJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** A webhook as HTTP has it, and the receiver's answer. */
export function webhookText(request: ReceivedRequest): string {
  const headers: string[] = [];
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    headers.push(`${request.rawHeaders[index]}: ${request.rawHeaders[index + 1]}`);
  }
  return [
    `${request.method} ${request.path} HTTP/1.1`,
    ...headers,
    '',
    textOf(request),
    `→ 200 ${STATUS_CODES[200]}`,
  ].join('\n');
}

/** A line for a POSIX shell. */
export function curlLine(url: string, apiKey: string, request: object): string {
  const body = JSON.stringify({ ...request, command: 'show ip interface brief' });
  return `curl -s ${url}/jobs -H 'X-API-KEY: ${apiKey}' -H 'Content-Type: application/json' -d '${body}'`;
}
