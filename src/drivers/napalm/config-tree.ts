/** A line of an indented configuration with the lines above it that it belongs to. */
export interface ConfigLine {
  readonly parents: readonly string[];
  readonly text: string;
}

/** Lines that change by themselves, or say nothing. */
const NOISE = /^\s*(?:!.*|end|ntp clock-period \d+|)$/;

/** Reads an indented configuration (`show running-config`); comments are left out. */
export function configLines(config: string): ConfigLine[] {
  const open: { indent: number; text: string }[] = [];
  return config.split('\n').flatMap((line) => {
    if (NOISE.test(line)) return [];
    const indent = line.length - line.trimStart().length;
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
    const parents = open.map(({ text }) => text);
    open.push({ indent, text: line.trim() });
    return [{ parents, text: line.trim() }];
  });
}

export function keyOf({ parents, text }: ConfigLine): string {
  return [...parents, text].join('\n');
}

/** A line that is there before or after only. */
export interface ConfigChange extends ConfigLine {
  readonly sign: '+' | '-';
}

/** Writes changes below the lines that they belong to. */
export function renderChanges(changes: readonly ConfigChange[]): string {
  const lines: string[] = [];
  let shown: readonly string[] = [];
  for (const { sign, parents, text } of changes) {
    const own = [...parents, text];
    const same = own.findIndex((parent, depth) => parent !== shown[depth]);
    parents.forEach((parent, depth) => {
      if (depth >= same) lines.push(` ${' '.repeat(depth)}${parent}`);
    });
    lines.push(`${sign}${' '.repeat(parents.length)}${text}`);
    shown = own;
  }
  return lines.join('\n');
}
