/** JavaScript counts in UTF-16 units, of which an emoji has two; Python in code points. Most texts have no such thing. */
const SURROGATE = /[\ud800-\udfff]/;

/** How many characters a text has. */
export function sizeOf(text: string): number {
  return SURROGATE.test(text) ? [...text].length : text.length;
}

/** The character at a position, from the end when it is negative; undefined where there is none. */
export function characterAt(text: string, position: number): string | undefined {
  return SURROGATE.test(text) ? [...text].at(position) : text.at(position);
}

/** The first so many characters. */
export function firstOf(text: string, count: number): string {
  return SURROGATE.test(text) ? [...text].slice(0, count).join('') : text.slice(0, count);
}

/** What is missing for a text to be so wide. */
export function padding(text: string, width: number, fill: string): string {
  return fill.repeat(Math.max(0, width - sizeOf(text)));
}

/** Python's position for one of JavaScript's; -1 is neither's. */
export function positionOf(text: string, index: number): number {
  return index < 0 ? index : sizeOf(text.slice(0, index));
}
