import { buildMessage, ValidateBy } from 'class-validator';
import { isSubtree } from './operations.js';
import { checkContent, XmlError } from './xml.js';

/** Property decorator: well-formed XML, or text that does not begin like XML (an XPath expression). */
export function IsXmlFilter(): PropertyDecorator {
  return ValidateBy({
    name: 'isXmlFilter',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && (!isSubtree(value) || isContent(value)),
      defaultMessage: buildMessage(
        (each) => `${each}$property must be well-formed XML or an XPath expression`,
      ),
    },
  });
}

function isContent(text: string): boolean {
  try {
    checkContent(text);
    return true;
  } catch (error) {
    if (error instanceof XmlError) return false;
    throw error;
  }
}
