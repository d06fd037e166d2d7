import { ValidateBy, buildMessage } from 'class-validator';

/** Longest command or configuration text, in characters. The request body has its own limit. */
const MAX_TEXT_LENGTH = 1_000_000;

/** Property decorator: a text that is not blank, or a list of 1 to `maxItems` such texts. */
export function IsTextOrList(maxItems: number): PropertyDecorator {
  return ValidateBy({
    name: 'isTextOrList',
    constraints: [maxItems],
    validator: {
      validate: (value: unknown) => isText(value) || isTextList(value, maxItems),
      defaultMessage: buildMessage(
        () => `must be a text, or a list of 1 to ${maxItems} texts, none of them blank`,
      ),
    },
  });
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= MAX_TEXT_LENGTH;
}

function isTextList(value: unknown, maxItems: number): boolean {
  return Array.isArray(value) && value.length > 0 && value.length <= maxItems && value.every(isText);
}
