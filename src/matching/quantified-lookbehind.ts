const OPENING = /\(\?<[=!]/g;
const QUANTIFIERS = '*+?{';

/** Python lets a look-behind be repeated, JavaScript only once it stands in a group of its own. */
export function groupQuantifiedLookbehinds(source: string): string {
  let result = source;
  for (const { index } of [...source.matchAll(OPENING)].reverse()) {
    const end = endOfGroup(result, index);
    if (!QUANTIFIERS.includes(result[end] ?? ' ')) continue;
    result = `${result.slice(0, index)}(?:${result.slice(index, end)})${result.slice(end)}`;
  }
  return result;
}

/** Where the group that opens at `start` has ended; parentheses that are escaped or in a character class do not count. */
function endOfGroup(source: string, start: number): number {
  const tokens = /\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|[()]/g;
  tokens.lastIndex = start;
  let depth = 0;
  for (let token = tokens.exec(source); token; token = tokens.exec(source)) {
    if (token[0] === '(') depth++;
    if (token[0] === ')') depth--;
    if (depth === 0) return tokens.lastIndex;
  }
  return source.length;
}
