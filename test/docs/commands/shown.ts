const FIELD = /"(\w+)":/g;

/**
 * What a chapter shows and the command does not print: fields of JSON, and lines of text. Figures, ids and times may differ;
 * what a chapter leaves out by `...` may be anything.
 */
export function missingFrom(printed: string, shown: string): string[] {
  const isJson = /^\s*[[{]/.test(shown);
  return isJson ? missingFields(printed, shown) : missingLines(printed, shown);
}

function missingFields(printed: string, shown: string): string[] {
  const there = new Set([...printed.matchAll(FIELD)].map(([, field]) => field));
  return [...shown.matchAll(FIELD)].flatMap(([, field = '']) => (there.has(field) ? [] : [field]));
}

function missingLines(printed: string, shown: string): string[] {
  const there = printed.split('\n').map(blurred);
  return shown
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !there.some((each) => patternOf(line).test(each)));
}

function patternOf(line: string): RegExp {
  const escaped = blurred(line).replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
  return new RegExp(escaped.replaceAll(String.raw`\.\.\.`, '.*'));
}

/** Ids, keys, times, figures and the width of columns are of no account. */
function blurred(line: string): string {
  return line
    .replaceAll(/\b(?:np|whsec|whpk)_[\w+/=]+/g, 'KEY')
    .replaceAll(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
    .replaceAll(/\b(?=[a-f]*\d)[0-9a-f]{10}\b/g, 'ID')
    .replaceAll(/"status":"\w+"/g, '"status":"..."')
    .replaceAll(/\d+(?:[.:-]\d+)*/g, '0')
    .replaceAll(/, +/g, ',')
    .replaceAll(/ {2,}/g, '  ')
    .trimEnd();
}
