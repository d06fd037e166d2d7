import { ValidateBy, type ValidationArguments } from 'class-validator';
import { createHash } from 'node:crypto';
import type { UploadArgs } from './file-transfer-args.js';

/** The bytes that a request asks to write. */
export function contentOf({
  content,
  content_base64: base64,
}: Pick<UploadArgs, 'content' | 'content_base64'>): Buffer {
  return typeof base64 === 'string' ? Buffer.from(base64, 'base64') : Buffer.from(content ?? '');
}

export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Property decorator: the SHA-256 of the content beside it, so that what was damaged on its way here goes no further. */
export function IsHashOfContent(): PropertyDecorator {
  return ValidateBy({
    name: 'isHashOfContent',
    validator: {
      validate: (value: unknown, args?: ValidationArguments) => {
        const { content, content_base64 } = (args?.object ?? {}) as Record<string, unknown>;
        const isText = (text: unknown): text is string | undefined =>
          text === undefined || typeof text === 'string';
        return (
          isText(content) &&
          isText(content_base64) &&
          value === sha256Of(contentOf({ content, content_base64 }))
        );
      },
      defaultMessage: () =>
        '$property must be the SHA-256 of the content, 64 hexadecimal digits in lower case',
    },
  });
}
