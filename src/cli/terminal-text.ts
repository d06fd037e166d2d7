import { styleText } from 'node:util';

/** Styles a piece of text, or leaves it as it is where there are no colours. */
export type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** Colours for a terminal that has them; NO_COLOR, FORCE_COLOR and TERM=dumb are respected by Node itself. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  const isColourful = stream.isTTY && stream.hasColors();
  return isColourful ? (style, text) => styleText(style, text) : (_style, text) => text;
}

/** C0 and C1 controls but tab and newline, and what turns the direction of writing: a terminal would obey them. */
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Text of a stranger, made fit for a terminal: what would control it is shown as an escape. */
export function harmless(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(CONTROLS, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
