/**
 * Breaks a line into lines of so many characters, as Python's `textwrap.wrap` does: at blanks and behind hyphens.
 *
 * @param breaksLong whether a word that is longer than a line is cut
 */
export function wrapped(line: string, width: number, breaksLong: boolean): string[] {
  const size = Math.max(1, width);
  const pieces = (
    line.match(/\s+|[^\s-]*[^\s\d-]-+(?=\p{L})|[^\s]+?(?=\s|$|(?<=\p{L}-+)\p{L})/gu) ?? []
  ).flatMap((piece) => (breaksLong && piece.length > size && /\S/.test(piece) ? cut(piece, size) : [piece]));
  const lines: string[] = [];
  let current = '';
  for (const piece of pieces) {
    const isBlank = /^\s+$/.test(piece);
    if (isBlank && current === '' && lines.length > 0) continue;
    if (current !== '' && (current + piece).length > size) {
      lines.push(current.trimEnd());
      current = isBlank ? '' : piece;
    } else current += piece;
  }
  if (current.trim() !== '') lines.push(current.trimEnd());
  return lines;
}

function cut(piece: string, size: number): string[] {
  return Array.from({ length: Math.ceil(piece.length / size) }, (_, index) =>
    piece.slice(index * size, (index + 1) * size),
  );
}
