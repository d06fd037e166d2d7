import type { Type } from '@nestjs/common';
import { Allow, getMetadataStorage } from 'class-validator';

/** Property decorator: a field that other tools take and that has no meaning here; requests that bring it are told why. */
export function Ignored(why: string): PropertyDecorator {
  return Allow({ context: { ignored: why } });
}

/** The fields of a DTO class that are ignored, and why each is. Also those that it has from another class. */
export function ignoredFields(dto: Type<object>): ReadonlyMap<string, string> {
  const known = KNOWN.get(dto) ?? findIgnored(dto);
  KNOWN.set(dto, known);
  return known;
}

/** Asked for with each job, and the same every time. */
const KNOWN = new WeakMap<Type<object>, ReadonlyMap<string, string>>();

function findIgnored(dto: Type<object>): ReadonlyMap<string, string> {
  const rules = getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false);
  return new Map(
    rules.flatMap(({ propertyName, context }) => {
      const why: unknown = (context as { ignored?: unknown } | undefined)?.ignored;
      return typeof why === 'string' ? [[propertyName, why] as const] : [];
    }),
  );
}
