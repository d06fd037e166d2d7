import { applyDecorators } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';
import { asItCame } from './safe-keys.js';

/**
 * Property decorator: the object's keys are the user's, so it is taken as it was sent. class-transformer would make a copy
 * without keys such as `toString`, and throws at a key `constructor`.
 */
export function AsSent(): PropertyDecorator {
  return applyDecorators(
    Type(() => Object),
    Transform(({ obj, key }) => asItCame((obj as Readonly<Record<string, unknown>>)[key])),
  );
}
