import { deviceTypes } from './platform-registry.js';

const MOST_NAMES = 3;
/** A longer name is no misspelling of any of ours, and costs no time. */
const LONGEST_NAME = 64;

/** The `device_type`s most like an unknown one: what the user may have meant, best first. */
export function nearestDeviceTypes(unknown: string): string[] {
  const wanted = unknown
    .slice(0, LONGEST_NAME)
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  return deviceTypes()
    .map((name) => ({ name, distance: distanceOf(wanted, name) }))
    .sort((one, other) => one.distance - other.distance)
    .slice(0, MOST_NAMES)
    .map(({ name }) => name);
}

/** Half a name is a better hint than a chance likeness of letters: `ios` means `cisco_ios`. */
function distanceOf(wanted: string, name: string): number {
  const isPart = wanted.length > 1 && (name.includes(wanted) || wanted.includes(name));
  return editDistance(wanted, name) - (isPart ? LONGEST_NAME : 0);
}

/** How many letters to insert, leave out, change or swap with their neighbour (optimal string alignment). */
function editDistance(one: string, other: string): number {
  let earlier: readonly number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let line = 1; line <= one.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= other.length; column += 1) {
      const isEqual = one[line - 1] === other[column - 1];
      const isSwapped =
        line > 1 && one[line - 1] === other[column - 2] && one[line - 2] === other[column - 1];
      next.push(
        Math.min(
          (row[column - 1] ?? 0) + (isEqual ? 0 : 1),
          (row[column] ?? 0) + 1,
          (next[column - 1] ?? 0) + 1,
          isSwapped ? (earlier[column - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    earlier = row;
    row = next;
  }
  return row.at(-1) ?? 0;
}
