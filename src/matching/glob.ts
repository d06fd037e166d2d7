/**
 * Compares a text with a pattern in which `*` stands for any characters and `?` for one. In linear time but for one step
 * back a star, so that no pattern of a user can hold up the process, as a regular expression could.
 */
export function matchesGlob(text: string, pattern: string): boolean {
  let at = 0;
  let patternAt = 0;
  let star = -1;
  let starAt = 0;
  while (at < text.length) {
    const wanted = pattern[patternAt];
    if (wanted === '*') {
      star = patternAt++;
      starAt = at;
    } else if (wanted === '?' || wanted === text[at]) {
      patternAt++;
      at++;
    } else if (star >= 0) {
      patternAt = star + 1;
      at = ++starAt;
    } else {
      return false;
    }
  }
  while (pattern[patternAt] === '*') patternAt++;
  return patternAt === pattern.length;
}
