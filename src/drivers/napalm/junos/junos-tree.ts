import { listAt, objectAt, textAt, type JsonObject } from '../json-tree.js';

/** `| display json` of Junos is its XML: each element is a list of objects, text stands in `data`, attributes in `attributes`. */

/** The elements of this name below a node, at any depth; those inside a found one are not looked for. */
export function elements(node: unknown, name: string): JsonObject[] {
  if (Array.isArray(node)) return node.flatMap((child) => elements(child, name));
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, child]) =>
    key === name ? [...listAt(node, name)] : elements(child, name),
  );
}

/** The text of a child; '' where there is none. */
export function leaf(node: JsonObject, name: string): string {
  return textAt(objectAt(listAt(node, name)[0]), 'data').trim();
}

/** The `junos:seconds` of a child that is a time; -1 where there is none. */
export function secondsOf(node: JsonObject, name: string): number {
  const text = textAt(objectAt(listAt(node, name)[0], 'attributes'), 'junos:seconds');
  return /^\d+$/.test(text) ? Number(text) : -1;
}
