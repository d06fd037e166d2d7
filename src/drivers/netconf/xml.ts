import { XMLParser } from 'fast-xml-parser';
import { SyntaxValidator } from 'fast-xml-validator';

/** Text that is not XML as NETCONF wants it. The message quotes none of it. */
export class XmlError extends Error {}

/** An element: its children and `@attributes` by name without prefix; `#text` is its text when it has both. */
export interface XmlObject {
  readonly [name: string]: XmlValue;
}
export type XmlValue = string | XmlObject | readonly XmlValue[] | undefined;

/** No device nests as deep; a reply that does is an attack on the parser's stack. */
const DEEPEST = 200;
const OPTIONS = {
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  // A serial number of digits, a version "1.10": text stays text.
  parseTagValue: false,
  parseAttributeValue: false,
  maxNestedTags: DEEPEST,
  // Character references (&#10;). Entities of a document's own cannot occur: see refuseDoctype.
  htmlEntities: true,
} as const;

const STRICT = { multipleRoots: false, invalidCharSequence: { comment: true, tagValue: true, attrLt: true } };

const parser = new XMLParser(OPTIONS);
/** Larger text is not turned into objects: it would hold up everything else for more than half a second... */
const MOST_CHARACTERS = 2_000_000;
/** ...and so would text with more tags. So large are 2 MB of an ordinary configuration. */
const MOST_TAGS = 160_000;
/** An attribute takes as long as so many tags. */
const TAGS_PER_ATTRIBUTE = 4;

/** @throws XmlError also when the text is too large to be turned into objects without holding up everything else */
export function parseXml(text: string): XmlObject {
  if (text.length > MOST_CHARACTERS || costOf(text) > MOST_TAGS) throw new XmlError('the text is too large');
  refuseDoctype(text);
  try {
    return parser.parse(text) as XmlObject;
  } catch {
    throw new XmlError('the text is no XML that can be read');
  }
}

/**
 * Judges XML that is to become the content of an element: well-formed by itself, so that it cannot close what it is put
 * into.
 *
 * @throws XmlError with the line of the fault
 */
export function checkContent(text: string): void {
  refuseDoctype(text);
  // It ends a message in base:1.0's framing, wherever it stands (RFC 6242, 4.3).
  if (text.includes(']]>]]>')) throw new XmlError('must not contain ]]>]]>');
  try {
    SyntaxValidator.validate(`<content>${text}</content>`, STRICT);
  } catch (error) {
    throw new XmlError(`must be well-formed XML${placeOf(error)}`);
  }
}

/** XML without the declaration that a whole document may begin with. */
export function withoutDeclaration(text: string): string {
  return text.replace(/^\s*<\?xml\b[^>]*\?>/, '').trim();
}

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

export function textOf(value: XmlValue): string {
  if (typeof value === 'string') return value;
  if (value === undefined || isList(value)) return '';
  return typeof value['#text'] === 'string' ? value['#text'] : '';
}

export function objectOf(value: XmlValue): XmlObject {
  return typeof value === 'object' && !isList(value) ? value : {};
}

/** Nothing, one or many: an element may occur any number of times. */
export function listOf(value: XmlValue): readonly XmlValue[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

/** The validator's own words quote the text. */
function placeOf(error: unknown): string {
  const line = error instanceof Error && 'line' in error ? error.line : undefined;
  return typeof line === 'number' ? `: there is a fault in line ${line}` : '';
}

function isList(value: XmlValue): value is readonly XmlValue[] {
  return Array.isArray(value);
}

/** In tags, or what may be some. */
function costOf(text: string): number {
  let cost = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === LESS_THAN) cost += 1;
    else if (code === EQUALS) cost += TAGS_PER_ATTRIBUTE;
  }
  return cost;
}

const [LESS_THAN, EQUALS] = [0x3c, 0x3d];

/**
 * RFC 6241, 3: no document type declarations. They are where external and exploding entities live.
 *
 * @throws XmlError
 */
export function refuseDoctype(text: string): void {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new XmlError('must not contain a document type declaration');
}
