/** Ordinary words, and versions such as v1: a random token does not look like these. */
const PLAIN_SEGMENT = /^(?:[a-z]{1,20}(?:[-_.][a-z]{1,20}){0,3}|v\d{1,2})?$/;

/**
 * Whether a part of a URL's path may be shown. Chat services put their secret there, so that all but plain words in lower
 * case is taken for one.
 */
export function isPlainSegment(segment: string): boolean {
  return PLAIN_SEGMENT.test(segment);
}
