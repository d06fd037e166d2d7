import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsISO8601, IsOptional, Matches, Max, Min } from 'class-validator';

/** Query field: how many entries a page has. */
export function PageLimit(sizes: { readonly byDefault: number; readonly most: number }): PropertyDecorator {
  const { byDefault, most } = sizes;
  return applyDecorators(
    ApiPropertyOptional({ minimum: 1, maximum: most, default: byDefault }),
    IsOptional(),
    Type(() => Number),
    IsInt(),
    Min(1),
    Max(most),
  );
}

/** Query field: where the page begins. @param form what the list's cursors look like */
export function PageCursor(form: RegExp): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ description: 'Where the page begins: from the `Link` of the page before.' }),
    IsOptional(),
    Matches(form, { message: 'must be a cursor as a Link header gave it' }),
  );
}

/** Query field: a moment, ISO 8601. */
export function Moment(description: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ format: 'date-time', description }),
    IsOptional(),
    IsISO8601({ strict: true }),
  );
}

/** The `Link` header (RFC 8288) that leads to the next page: the same query, from the cursor on. */
export function nextLink(path: string, query: object, cursor: string): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query) as [string, string | number | undefined][]) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  parameters.set('cursor', cursor);
  return `<${path}?${parameters.toString()}>; rel="next"`;
}
