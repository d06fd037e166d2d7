import { ValidateBy, buildMessage } from 'class-validator';

/** Property decorator: a whole number of seconds, 1 to `max`. */
export function IsWholeSeconds(max: number): PropertyDecorator {
  return ValidateBy({
    name: 'isWholeSeconds',
    constraints: [max],
    validator: {
      validate: (value: unknown) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= max,
      defaultMessage: buildMessage(() => `must be a whole number of seconds from 1 to ${max}`),
    },
  });
}
