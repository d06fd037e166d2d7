import { ValidateBy } from 'class-validator';

/** Judges a value: undefined when it is right, else what would be right. Never repeats the value: it may be a secret. */
export type Rule = (value: unknown) => string | undefined;

/** Property decorator: the property obeys a rule that is a plain function. */
export function Satisfies(rule: Rule): PropertyDecorator {
  return ValidateBy({
    name: rule.name,
    validator: {
      validate: (value: unknown) => rule(value) === undefined,
      defaultMessage: (args) => rule(args?.value) ?? 'must be right',
    },
  });
}
