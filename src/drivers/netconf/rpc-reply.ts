import {
  listOf,
  objectOf,
  parseXml,
  textOf,
  withoutDeclaration,
  type XmlObject,
  type XmlValue,
} from './xml.js';
import { outlineOf } from './reply-outline.js';

/** What a device has against a request (RFC 6241, 4.3). */
export interface RpcError {
  readonly tag: string;
  readonly message: string;
  readonly path: string;
  /** What the fault is in: an element, an attribute, the session that holds a lock. */
  readonly culprit: string;
  readonly isWarning: boolean;
}

/** The answer to one request. */
export interface RpcReply {
  readonly messageId: string;
  /** As the device sent it, from `<rpc-reply` on. */
  readonly text: string;
  readonly errors: readonly RpcError[];
  readonly warnings: readonly RpcError[];
}

/**
 * Undefined for a message that is no reply, such as a notification.
 *
 * @throws XmlError
 */
export function readReply(message: string): RpcReply | undefined {
  const outline = outlineOf(message);
  if (outline === undefined) return undefined;
  const reply = objectOf(parseXml(outline)['rpc-reply']);
  const all = listOf(reply['rpc-error']).map((error) => errorOf(objectOf(error)));
  return {
    messageId: textOf(reply['@message-id']),
    text: withoutDeclaration(message),
    errors: all.filter(({ isWarning }) => !isWarning),
    warnings: all.filter(({ isWarning }) => isWarning),
  };
}

/** The reply's content as objects, where it is not too large for that. */
export function parsedReply({ text }: RpcReply): object | null {
  try {
    return objectOf(parseXml(text)['rpc-reply']);
  } catch {
    // The text is there as it came. Too much holds up everything else; names like "constructor" are no keys of an object.
    return null;
  }
}

/** One line: tag, message, what is at fault, and the place in the data. */
export function describeError({ tag, message, culprit, path }: RpcError): string {
  const where = [culprit, path === '' ? '' : `at ${path}`].filter((part) => part !== '').join(', ');
  return [tag, message === '' ? '' : `: ${message}`, where === '' ? '' : ` (${where})`].join('');
}

const CULPRITS = ['bad-element', 'bad-attribute', 'bad-namespace', 'session-id'] as const;

function errorOf(error: XmlObject): RpcError {
  const info = objectOf(error['error-info']);
  const culprits = CULPRITS.filter((name) => info[name] !== undefined);
  return {
    tag: wordsOf(error['error-tag']) || 'operation-failed',
    message: wordsOf(error['error-message']) || wordsOf(error['error-app-tag']),
    path: wordsOf(error['error-path']),
    culprit: culprits.map((name) => `${name} ${listOf(info[name]).map(wordsOf).join(' ')}`).join(', '),
    isWarning: wordsOf(error['error-severity']) === 'warning',
  };
}

function wordsOf(value: XmlValue): string {
  return textOf(value).replaceAll(/\s+/g, ' ').trim();
}
