import { ENCODING_FILTERS } from './filters/encoding-filters.js';
import type { Filter } from './filters/filter.js';
import { NUMBER_FILTERS } from './filters/number-filters.js';
import { SELECTION_FILTERS } from './filters/selection-filters.js';
import { SEQUENCE_FILTERS } from './filters/sequence-filters.js';
import { TEXT_FILTERS } from './filters/text-filters.js';

/** Every filter, by name: Jinja2's own, without `urlize` and `xmlattr`, which are for HTML. */
export const FILTERS: ReadonlyMap<string, Filter> = new Map([
  ...TEXT_FILTERS,
  ...NUMBER_FILTERS,
  ...SEQUENCE_FILTERS,
  ...SELECTION_FILTERS,
  ...ENCODING_FILTERS,
]);
