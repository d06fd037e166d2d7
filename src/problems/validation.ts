import { ValidationPipe, type ArgumentMetadata, type Type, type ValidationError } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidatorOptions } from 'class-validator';
import './lean-transformation.js';
import './lean-validation.js';
import { invalid, type FieldError } from './problem.js';
import { unmarked, withSafeKeys } from './safe-keys.js';

/** Unknown fields are refused: a misspelt option must not be ignored. */
const RULES: ValidatorOptions = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  // Whether a value is missing is told; the value itself never is.
  validationError: { target: false, value: true },
};

/** The field's name for the body as a whole. */
const BODY = 'body';
/** What a field may be called in an answer. Anything else may be a value that went astray, and values are not repeated. */
const NAME = /^[\p{L}\p{N}_.$@-]{1,64}$/u;
/** The names under which class-validator tells of a value of the wrong type. */
const TYPE_RULES = ['isString', 'isInt', 'isNumber', 'isBoolean', 'isArray', 'isObject', 'nestedValidation'];
/** What class-validator says in words of its own. */
const TEXTS: Readonly<Record<string, string>> = {
  isNumber: 'must be a number',
  nestedValidation: 'must be an object',
  whitelistValidation: 'is not a known field',
};
/** The name of a field whose name is not repeated. */
const UNNAMED = '?';

/** Validates bodies and queries by their DTO classes; a fault is a 422 that names every field. */
export function validationPipe(): ValidationPipe {
  return new SafeKeysValidationPipe({
    ...RULES,
    transform: true,
    // Nest would load it by name, and so find another copy than the bundle's.
    validatorPackage: { validate: (value, rules) => validateSync(value as object, rules) },
    exceptionFactory: (errors) => invalid(fieldErrors(errors)),
  });
}

/**
 * Nest's pipe looks through every body for what JSON and queries cannot hold (gaps in lists, binary values), and takes out odd
 * keys, recursively and silently: it gets to see none, so that it need not look.
 */
class SafeKeysValidationPipe extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    return super.transform(withSafeKeys(value), metadata);
  }

  protected override closeArrayGaps(): void {}

  protected override stripProtoKeys(): void {}

  protected override findNestedBinaryValues(): ValidationError[] {
    return [];
  }
}

/**
 * Validates a part of a request by a DTO class that is known only at run time (a driver's, a caller's).
 *
 * @param toCome fields of it that are filled in later, and so may break their rules by not being there
 */
export function validatePart<T extends object>(
  dto: Type<T>,
  plain: unknown,
  path: string,
  toCome: readonly string[] = [],
): { ok: true; value: T } | { ok: false; errors: FieldError[] } {
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) {
    return { ok: false, errors: [{ field: path, message: 'must be an object' }] };
  }
  const value = plainToInstance(dto, withSafeKeys(plain));
  // A class without rules, for a driver without options, is not an unknown value: it just allows no field.
  const faults = validateSync(value, { ...RULES, forbidUnknownValues: false });
  const errors = fieldErrors(
    faults.filter(({ property }) => !toCome.includes(property)),
    path,
  );
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: withoutNulls(dto, value) };
}

/** The rules let `null` pass for a field that may be left out, and mean the same by it. */
function withoutNulls<T extends object>(dto: Type<T>, value: T): T {
  const fields = Object.entries(value);
  if (fields.every(([, given]) => given !== null)) return value;
  const defaults = new Map(Object.entries(new dto()));
  return Object.assign(
    value,
    Object.fromEntries(fields.map(([name, given]: [string, unknown]) => [name, given ?? defaults.get(name)])),
  );
}

/** Flattens class-validator's tree to one entry a field, with dotted paths. */
function fieldErrors(errors: readonly ValidationError[], parent = ''): FieldError[] {
  return errors.flatMap((error) => {
    // class-validator names nothing when what it is given is no object with rules, such as a list.
    const name = error.property ? shown(unmarked(error.property)) : BODY;
    const field = parent === '' ? name : `${parent}.${name}`;
    const own = error.constraints ? [{ field, message: messageOf(error, error.constraints) }] : [];
    return [...own, ...fieldErrors(error.children ?? [], field)];
  });
}

function shown(name: string): string {
  return NAME.test(name) ? name : UNNAMED;
}

/** What would be right, in one message: of a value of the wrong type no more than that. */
function messageOf(
  { property, value }: ValidationError,
  constraints: Readonly<Record<string, string>>,
): string {
  const type = TYPE_RULES.find((rule) => rule in constraints);
  const rules = type === undefined ? Object.keys(constraints) : [type];
  const message = rules
    .map((rule) => TEXTS[rule] ?? withoutPropertyName(constraints[rule] ?? '', property))
    .join(', and ');
  if (value !== undefined) return message;
  return message.startsWith('must ') ? `is required: it ${message}` : 'is required';
}

function withoutPropertyName(message: string, property: string): string {
  return message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
}
