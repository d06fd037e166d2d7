import type { ParsingDto, RenderingDto } from '../../templates/template.dto.js';
import type { BulkParsingDto, BulkRenderingDto } from './bulk-request.dto.js';

type Templated = BulkRenderingDto | BulkParsingDto;

/**
 * Lays a device's `rendering` over the one for all: `context` and `options` field by field.
 *
 * @param hasOwnOperation whether the device has a command or configuration of its own: then no template for all makes its
 * configuration
 */
export function mergeRendering(
  common: RenderingDto | undefined,
  own: BulkRenderingDto | undefined,
  hasOwnOperation: boolean,
): RenderingDto | undefined {
  if (!common && !own) return undefined;
  const isReplaced = hasOwnOperation || hasTemplate(own);
  return {
    ...named(isReplaced ? withoutTemplate(common) : common, own),
    context: { ...common?.context, ...own?.context },
    options: { ...common?.options, ...own?.options },
  };
}

/** Lays a device's `parsing` over the one for all. */
export function mergeParsing(
  common: ParsingDto | undefined,
  own: BulkParsingDto | undefined,
): ParsingDto | undefined {
  if (!common && !own) return undefined;
  return named(hasTemplate(own) ? withoutTemplate(common) : common, own);
}

/** JSON's null counts as left out, as class-validator has it. */
export function hasTemplate(part: Templated | undefined): boolean {
  return [part?.template, part?.template_name].some(
    (template) => template !== undefined && template !== null,
  );
}

function withoutTemplate(part: Templated | undefined): Templated {
  return part?.name === undefined ? {} : { name: part.name };
}

/** A name that nobody gave is told to be missing by whoever judges the names. */
function named(common: Templated | undefined, own: Templated | undefined): ParsingDto {
  const { name, template, template_name: templateName } = { ...common, ...withoutNulls(own) };
  return { name: name ?? '', template, template_name: templateName };
}

function withoutNulls(part: Templated = {}): Templated {
  return Object.fromEntries(
    Object.entries(part).filter(([, value]) => value !== undefined && value !== null),
  );
}
