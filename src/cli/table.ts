import stringWidth from 'string-width';

/** Rows as a table for a terminal, the headings first. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headings, ...rows];
  const widths = headings.map((_heading, column) =>
    Math.max(...lines.map((line) => stringWidth(line[column] ?? ''))),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => padded(cell, widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A terminal gives two columns to 漢 and to 😀 and none to a combining accent, whatever their length in JavaScript. */
function padded(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - stringWidth(cell)));
}

/** From an ISO 8601 moment: its day and minute. */
const MINUTE_LENGTH = 16;

/** A moment (ISO 8601) as people read it; null stays null. */
export function minute(time: string | null): string | null {
  return time && `${time.slice(0, MINUTE_LENGTH).replace('T', ' ')} UTC`;
}
