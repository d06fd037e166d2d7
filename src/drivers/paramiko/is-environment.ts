import { ValidateBy } from 'class-validator';

/** What a POSIX shell takes for a variable's name (XBD 3.216). */
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const MAX_VARIABLES = 200;
/** Linux gives arguments and environment together a quarter of the stack, and one value 128 KiB at most. */
const MAX_VALUE_CHARS = 100_000;
const MAX_ALL_CHARS = 500_000;

function isEnvironment(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  const size = entries.reduce((sum, [name, text]) => sum + name.length + String(text).length, 0);
  return entries.length <= MAX_VARIABLES && size <= MAX_ALL_CHARS && entries.every(isVariable);
}

function isVariable([name, text]: [string, unknown]): boolean {
  return (
    NAME.test(name) && typeof text === 'string' && text.length <= MAX_VALUE_CHARS && !text.includes('\0')
  );
}

/** Property decorator: an object of variables and their texts. */
export function IsEnvironment(): PropertyDecorator {
  return ValidateBy({
    name: 'isEnvironment',
    validator: {
      validate: isEnvironment,
      defaultMessage: () =>
        `$property must be an object of at most ${MAX_VARIABLES} variables (letters, digits, "_") and their texts ` +
        `of at most ${MAX_VALUE_CHARS} characters`,
    },
  });
}
