import { hostMatcher } from '../../matching/host-matcher.js';

const MAX_ENTRIES = 100;
const MAX_LENGTH = 255;
const MAX_DESCRIPTION_LENGTH = 200;

/** Rule: null, or one line of text for people. */
export function descriptionRule(value: unknown): string | undefined {
  const isRight =
    value === null ||
    (typeof value === 'string' && value.length <= MAX_DESCRIPTION_LENGTH && !/[\x00-\x1f\x7f]/.test(value));
  return isRight ? undefined : `must be one line of at most ${MAX_DESCRIPTION_LENGTH} characters`;
}

/** Rule: null, or names of drivers. Whether there are such drivers is judged where they are known. */
export function driversRule(value: unknown): string | undefined {
  return listFault(value, (entry) => entry.length <= MAX_LENGTH, 'names of drivers');
}

/** Rule: null, or what {@link hostMatcher} understands. */
export function hostsRule(value: unknown): string | undefined {
  return listFault(
    value,
    (entry) => hostMatcher(entry) !== undefined,
    'host names (* and ? are wildcards), addresses, and ranges such as 10.1.0.0/16',
  );
}

/** Rule: null, or device types. */
export function deviceTypesRule(value: unknown): string | undefined {
  return listFault(
    value,
    (entry) => /^[\w.*?-]{1,128}$/.test(entry),
    'device types: letters, digits, _ . and -, with * and ? as wildcards',
  );
}

/** Rule: null, or ids of batches. */
export function batchesRule(value: unknown): string | undefined {
  return listFault(
    value,
    (entry) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(entry),
    'ids of batches',
  );
}

function listFault(value: unknown, isRight: (entry: string) => boolean, what: string): string | undefined {
  if (value === null) return undefined;
  const isList = Array.isArray(value) && value.length >= 1 && value.length <= MAX_ENTRIES;
  const isGood =
    isList && value.every((entry) => typeof entry === 'string' && entry !== '' && isRight(entry));
  return isGood ? undefined : `must be a list of 1 to ${MAX_ENTRIES} ${what}`;
}
