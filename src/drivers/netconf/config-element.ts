import { checkContent, withoutDeclaration, XmlError } from './xml.js';

/** The `<config>` element of an edit: the request's own one, or one around its elements. */
export function configElement(text: string): string {
  const xml = withoutDeclaration(text);
  return isConfigElement(xml) ? xml : `<config>${xml}</config>`;
}

/**
 * What is wrong with a request's configuration; undefined when it may be sent. Quotes none of it.
 */
export function configFault(text: string): string | undefined {
  const xml = withoutDeclaration(text);
  if (!xml.startsWith('<')) return 'must be XML: a <config> element, or what goes into one';
  try {
    checkContent(xml);
    return undefined;
  } catch (error) {
    if (error instanceof XmlError) return error.message;
    throw error;
  }
}

function isConfigElement(xml: string): boolean {
  return /^<(?:[\w-]+:)?config(?:\s[^>]*)?>/.test(xml) && /<\/(?:[\w-]+:)?config\s*>$/.test(xml);
}
