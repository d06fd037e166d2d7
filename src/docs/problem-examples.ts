import { HttpException } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { MOST_KEYS } from '../auth/keys/key-store.js';
import { rateLimited } from '../auth/rate-limit/rate.guard.js';
import { scopeMissing } from '../auth/scope-missing.js';
import type { Settings } from '../config/settings.js';
import { unreadablePath } from '../problems/framework-errors.js';
import { conflict, invalid, notFound, unauthorized, type Problem } from '../problems/problem.js';
import { problemBody, redisUnavailable, toProblem } from '../problems/problem.filter.js';
import { isScope } from '../scopes.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
export type ExampleSettings = Pick<Settings, 'rateLimit' | 'webhookSubscriptions'>;

/** What the document says of a request's id, wherever one is shown. */
const REQUEST_ID = '0b0c9d7e-5a0e-4b57-8d1c-0f4f4f1f2f3f';
/** For keys that say no limit of their own, where there is none for all. */
const SOME_LIMIT = 600;
const RETRY_AFTER_SECONDS = 12;

/** What is not there, by what its path begins with; the longest comes first. */
const MISSING: readonly (readonly [path: string, detail: string])[] = [
  ['/jobs/batches/', 'There is no batch with this id; its record may have reached its result_ttl.'],
  ['/jobs/', 'There is no job with this id; its record may have reached its result_ttl.'],
  ['/jobs', 'There is no batch with this id; its record may have reached its result_ttl.'],
  ['/keys/', 'There is no such key, or it was revoked before.'],
  ['/workers/', 'No worker of this name is alive.'],
  ['/webhooks/deliveries/', 'There is no such delivery, or it was forgotten after its time.'],
  ['/webhooks/destinations/', 'There is no such destination, or nothing was sent there for 30 days.'],
  ['/webhooks/recoveries/', 'There is no such recovery, or it was forgotten after its time.'],
  ['/webhooks/subscriptions/', 'There is no such subscription.'],
];

const CONFLICTS: Readonly<Record<string, (settings: ExampleSettings) => string>> = {
  'DELETE /jobs/{id}': () => 'The job has ended; only a queued job can be canceled.',
  'POST /keys': () => `There are ${MOST_KEYS} keys already; revoke some.`,
  'DELETE /webhooks/recoveries/{id}': () => 'The recovery has ended.',
  'POST /webhooks/deliveries/{id}/resend': () =>
    'The delivery is under way; it can be sent again when it has ended.',
  'POST /webhooks/subscriptions': ({ webhookSubscriptions }) =>
    `There are ${webhookSubscriptions} subscriptions, as many as NETPULSE_WEBHOOK_SUBSCRIPTIONS allows.`,
  'POST /webhooks/subscriptions/{id}/rotate-secret': () =>
    '5 secrets are signing; wait until an old one has stopped, or send overlap 0 to drop them all.',
};

const WRONG_TIMEOUT = { field: 'webhook.timeout', message: 'must be a number of seconds from 0.5 to 120' };
const UNKNOWN_FIELD = { field: 'no_such_field', message: 'is not a known field' };

/** The problem that an operation answers with a status, as a client would get it; undefined where none is known. */
export function problemExample(
  route: string,
  operation: Operation,
  status: number,
  settings: ExampleSettings,
): object | undefined {
  const problem = problemOf(route, operation, status, settings);
  return problem && (JSON.parse(problemBody(problem, REQUEST_ID)) as object);
}

function problemOf(
  route: string,
  operation: Operation,
  status: number,
  settings: ExampleSettings,
): Problem | undefined {
  switch (status) {
    case 400:
      return operation.requestBody ? toProblem(new HttpException('', status)) : unreadablePath();
    case 401:
      return unauthorized();
    case 403:
      return scopeMissing(scopesOf(operation).filter(isScope));
    case 404:
      return missing(route.slice(route.indexOf('/')));
    case 409:
      return clash(CONFLICTS[route]?.(settings));
    case 413:
    case 415:
      return toProblem(new HttpException('', status));
    case 422:
      return invalid([hasWebhook(operation) ? WRONG_TIMEOUT : UNKNOWN_FIELD]);
    case 429:
      return rateLimited(settings.rateLimit || SOME_LIMIT, RETRY_AFTER_SECONDS);
    case 503:
      return redisUnavailable();
    default:
      return undefined;
  }
}

function missing(path: string): Problem | undefined {
  const detail = MISSING.find(([start]) => path.startsWith(start))?.[1];
  return detail === undefined ? undefined : notFound(detail);
}

function clash(detail: string | undefined): Problem | undefined {
  return detail === undefined ? undefined : conflict(detail);
}

function scopesOf(operation: Operation): readonly unknown[] {
  const scopes: unknown = 'x-scopes' in operation ? operation['x-scopes'] : [];
  return Array.isArray(scopes) ? scopes : [];
}

/** Whether the example of its body has one. */
function hasWebhook({ requestBody }: Operation): boolean {
  if (!requestBody || !('content' in requestBody)) return false;
  const example: unknown = requestBody.content['application/json']?.example;
  return typeof example === 'object' && example !== null && 'webhook' in example;
}
