import { listOf, objectOf, parseXml, textOf } from './xml.js';

export const BASE_NAMESPACE = 'urn:ietf:params:xml:ns:netconf:base:1.0';
const BASE = 'urn:ietf:params:netconf:base:';
const CAPABILITY = 'urn:ietf:params:netconf:capability:';

/** What NetPulse says first on a session (RFC 6241, 8.1). */
export const CLIENT_HELLO = [
  '<?xml version="1.0" encoding="UTF-8"?>',
  `<hello xmlns="${BASE_NAMESPACE}"><capabilities>`,
  `<capability>${BASE}1.0</capability><capability>${BASE}1.1</capability>`,
  '</capabilities></hello>',
].join('');

/** What a device can do, as it says itself. */
export class Capabilities {
  constructor(readonly uris: readonly string[]) {}

  get hasChunks(): boolean {
    return this.uris.includes(`${BASE}1.1`);
  }

  get isNetconf(): boolean {
    return this.hasChunks || this.uris.includes(`${BASE}1.0`);
  }

  /** Whether the device runs yuma123's netconfd or one of its kin. */
  get isYuma(): boolean {
    return this.uris.some((uri) => uri.startsWith('http://netconfcentral.org/ns/yuma-'));
  }

  /** A capability of RFC 6241 in any version, or in one of those that are named. */
  has(name: string, ...versions: readonly string[]): boolean {
    return this.uris.some((uri) => {
      const known = new RegExp(`^${CAPABILITY}${name}:([\\d.]+)`).exec(uri);
      return known?.[1] !== undefined && (versions.length === 0 || versions.includes(known[1]));
    });
  }
}

/**
 * Undefined when the message is no hello.
 *
 * @throws XmlError
 */
export function readHello(message: string): Capabilities | undefined {
  // Some devices print a banner into the channel first.
  const begin = message.search(/<(?:\?xml|(?:[\w-]+:)?hello)[\s>]/);
  const hello = begin === -1 ? undefined : parseXml(message.slice(begin))['hello'];
  if (hello === undefined) return undefined;
  const list = listOf(objectOf(objectOf(hello)['capabilities'])['capability']);
  return new Capabilities(list.map((uri) => textOf(uri).trim()));
}
