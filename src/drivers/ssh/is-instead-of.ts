import { buildMessage, ValidateBy, type ValidationArguments } from 'class-validator';

/** Property decorator: may only be given where another property of the same object is not. */
export function IsInsteadOf(other: string): PropertyDecorator {
  return ValidateBy({
    name: 'isInsteadOf',
    validator: {
      validate: (_value: unknown, args?: ValidationArguments) => !isGiven(args?.object, other),
      defaultMessage: buildMessage((each) => `${each}$property must not be given together with ${other}`),
    },
  });
}

function isGiven(object: object | undefined, property: string): boolean {
  const value: unknown = object === undefined ? undefined : Reflect.get(object, property);
  return value !== undefined && value !== null;
}
