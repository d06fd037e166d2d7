import { bind } from '../call-arguments.js';
import { textOf } from '../python-text.js';
import { fails, isTrue, listOf, Undefined, type Arguments, type Value } from '../values.js';
import { ownAttribute } from '../access.js';
import { attributeGetter } from './attribute-getter.js';
import type { FilterContext, FilterTable } from './filter.js';

/** Filters that apply other filters and tests, and those that ask whether something is there. */
export const SELECTION_FILTERS: FilterTable = [
  ['default', orDefault],
  ['d', orDefault],
  ['map', (value, args, context) => mapped(value, args, context)],
  ['select', (value, args, context) => selected(value, args, context, { isAttribute: false, keeps: true })],
  ['reject', (value, args, context) => selected(value, args, context, { isAttribute: false, keeps: false })],
  [
    'selectattr',
    (value, args, context) => selected(value, args, context, { isAttribute: true, keeps: true }),
  ],
  [
    'rejectattr',
    (value, args, context) => selected(value, args, context, { isAttribute: true, keeps: false }),
  ],
  [
    'attr',
    (value, args, { isStrict }) => {
      const name = textOf(bind(args, 'name')[0] ?? '');
      return ownAttribute(value, name) ?? new Undefined(`There is no attribute "${name}"`, isStrict);
    },
  ],
];

function orDefault(value: Value, args: Arguments): Value {
  const [fallback = '', boolean = false] = bind(args, 'default_value', 'boolean');
  if (value instanceof Undefined) return fallback;
  return isTrue(boolean) && !isTrue(value) ? fallback : value;
}

function mapped(value: Value, { positional, named }: Arguments, context: FilterContext): Value[] {
  const [name, ...rest] = positional;
  if (name !== undefined) {
    const args = { positional: rest, named };
    return listOf(value).map((item) => context.filter(textOf(name), item, args));
  }
  const attribute = named.get('attribute');
  if (attribute === undefined) throw fails('map requires a filter argument');
  const get = attributeGetter(attribute, context.isStrict, named.get('default'));
  return listOf(value).map(get);
}

function selected(
  value: Value,
  { positional, named }: Arguments,
  context: FilterContext,
  { isAttribute, keeps }: { isAttribute: boolean; keeps: boolean },
): Value[] {
  const [attribute, ...behind] = isAttribute ? positional : [null, ...positional];
  if (attribute === undefined) throw fails('Missing parameter for attribute name');
  const [name, ...rest] = behind;
  const get = attributeGetter(attribute, context.isStrict);
  const args = { positional: rest, named };
  const holds = (item: Value): boolean =>
    name === undefined ? isTrue(item) : context.test(textOf(name), item, args);
  return listOf(value).filter((item) => holds(get(item)) === keeps);
}
