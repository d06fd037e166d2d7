import { harmless, type Paint } from '../terminal-text.js';
import type { Body } from './body.js';
import type { Inspection } from './inspection.js';
import type { Latency } from './latency.js';

/** A terminal is no place for megabytes. */
const SHOWN_CHARACTERS = 64 * 1024;
const RULE_WIDTH = 78;
/** A JSON text's tokens: a key, another string, a literal or a number. */
const JSON_TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** A webhook for a developer's eyes. */
export function prettyReport(webhook: Inspection, answer: string, paint: Paint): string {
  const { number, method, path, headers, body, bodyBytes } = webhook;
  const title = `#${number}  ${clock(webhook.at)}  ${harmless(method)} ${harmless(path)}  `;
  const rule = '─'.repeat(Math.max(3, RULE_WIDTH - title.length - answer.length - 3));
  const lines = [
    `${paint('bold', title)}${paint('dim', `${rule} answered`)} ${answer}`,
    ...verdicts(webhook, paint).map((line) => `  ${line}`),
    '',
    ...headers.map(({ name, value }) => `  ${paint('dim', `${harmless(name)}:`)} ${harmless(value)}`),
    '',
    indented(bodyText(body, bodyBytes, paint)),
    '',
  ];
  return lines.join('\n');
}

function verdicts({ signature, latency, duplicateOf }: Inspection, paint: Paint): string[] {
  const lines: string[] = [];
  if (signature.state === 'verified')
    lines.push(paint('green', `✔ signature verified (${signature.scheme})`));
  if (signature.state === 'refused')
    lines.push(paint('red', `✘ signature not verified: ${signature.reason}`));
  if (signature.state === 'unsigned')
    lines.push(paint('yellow', '○ not signed: there is no webhook-signature'));
  if (latency) lines.push(paint('cyan', `◷ ${latencyText(latency)}`));
  if (duplicateOf !== undefined)
    lines.push(paint('yellow', `⚠ duplicate of #${duplicateOf}: the same webhook-id`));
  return lines;
}

function latencyText({ ms, since }: Latency): string {
  if (since === 'job_end') return `${durationText(ms)} after the job ended`;
  return ms >= 0 && ms < 1_000
    ? 'less than 1 s after it was signed'
    : `${durationText(ms)} after it was signed`;
}

function durationText(ms: number): string {
  return Math.abs(ms) < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

function bodyText(body: Body, bytes: number, paint: Paint): string {
  if (body.kind === 'empty') return paint('dim', '(no body)');
  if (body.kind === 'binary') return paint('dim', `(${bytes} bytes, not text)`);
  const text = body.kind === 'json' ? JSON.stringify(body.value, null, 2) : body.text;
  const shown = harmless(text.slice(0, SHOWN_CHARACTERS));
  const rest = text.length - SHOWN_CHARACTERS;
  const more = rest > 0 ? paint('dim', `\n(${rest} characters more: --json shows them)`) : '';
  return `${body.kind === 'json' ? highlighted(shown, paint) : shown}${more}`;
}

function highlighted(json: string, paint: Paint): string {
  return json.replace(JSON_TOKENS, (token, text?: string, colon?: string) => {
    if (text === undefined) return paint('yellow', token);
    return colon === undefined ? paint('green', text) : `${paint('cyan', text)}${colon}`;
  });
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}

function clock(at: Date): string {
  const pad = (value: number, width = 2): string => String(value).padStart(width, '0');
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map((part) => pad(part)).join(':');
  return `${time}.${pad(at.getMilliseconds(), 3)}`;
}
