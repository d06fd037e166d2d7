import { parseDestination } from '../destination.js';

const MASK = '***';
/** Ordinary words, and versions such as v1: a random token does not look like these. */
const PLAIN_SEGMENT = /^(?:[a-z]{1,20}(?:[-_.][a-z]{1,20}){0,3}|v\d{1,2})?$/;

/**
 * A URL as it may be shown: without user and password, with the values of the query masked, and the parts of the path as
 * well unless they are plain words in lower case: chat services put their secret there.
 */
export function maskUrl(url: string): string {
  const destination = parseDestination(url);
  if (!destination) return MASK;
  const path = destination.path
    .split('/')
    .map((segment) => (PLAIN_SEGMENT.test(segment) ? segment : MASK))
    .join('/');
  const query = destination.href.slice(destination.origin.length + destination.path.length);
  return destination.origin + path + maskQuery(query);
}

function maskQuery(query: string): string {
  if (query.length < 2) return '';
  const names = query
    .slice(1)
    .split('&')
    .map((pair) => (pair.includes('=') ? `${pair.slice(0, pair.indexOf('='))}=${MASK}` : MASK));
  return `?${names.join('&')}`;
}
