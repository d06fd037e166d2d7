import { createHash } from 'node:crypto';
import { ignoredFields } from '../drivers/ignored-argument.js';
import type { SessionRequest } from './session-pool.js';

/**
 * What is the same for two requests exactly if one session serves both: all connection arguments, credentials and whose they are included, but
 * those that are ignored, in whatever order and under whichever name of the same platform. A digest: it shows no secret.
 */
export function sessionKey({ driver, args, loginFrom }: SessionRequest): string {
  const { instance, connectionArgs, name } = driver;
  const ignored = ignoredFields(connectionArgs);
  const opening = Object.entries(instance.sessionArgs?.(args) ?? args).filter(
    ([field]) => !ignored.has(field),
  );
  return createHash('sha256')
    .update(JSON.stringify([name, sorted(Object.fromEntries(opening)), loginFrom]))
    .digest('base64');
}

/** The fields of each object by their names. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([field, part]) => [field, sorted(part)]);
}
