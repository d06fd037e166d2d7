import { buildMessage, ValidateBy } from 'class-validator';

const MOST = 50;
const PREFIX = /^[A-Za-z_][\w.-]{0,63}$/;
const LONGEST_URI = 1_024;

/** Property decorator: an object of up to 50 XML prefixes and the namespaces that they stand for. */
export function IsNamespaces(): PropertyDecorator {
  return ValidateBy({
    name: 'isNamespaces',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'object' && value !== null && areNamespaces(Object.entries(value)),
      defaultMessage: buildMessage(
        (each) => `${each}$property must be an object of XML prefixes and their namespaces`,
      ),
    },
  });
}

function areNamespaces(entries: readonly (readonly [string, unknown])[]): boolean {
  return (
    entries.length <= MOST &&
    entries.every(([prefix, uri]) => PREFIX.test(prefix) && typeof uri === 'string' && isUri(uri))
  );
}

function isUri(uri: string): boolean {
  return uri !== '' && uri.length <= LONGEST_URI && !/\p{Cc}/u.test(uri);
}
