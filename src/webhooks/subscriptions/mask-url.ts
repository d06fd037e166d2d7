import { parseDestination } from '../destination.js';
import { isPlainSegment } from '../secret-path-segments.js';

const MASK = '***';

/**
 * A URL as it may be shown: without user and password, with the values of the query masked, and the parts of the path as
 * well that may be secrets.
 */
export function maskUrl(url: string): string {
  const destination = parseDestination(url);
  if (!destination) return MASK;
  const path = destination.path
    .split('/')
    .map((segment) => (isPlainSegment(segment) ? segment : MASK))
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
