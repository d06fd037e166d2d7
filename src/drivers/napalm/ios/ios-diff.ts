import { configLines, keyOf, renderChanges, type ConfigChange, type ConfigLine } from '../config-tree.js';

/** What changed between two running configurations. The order of lines is not compared. */
export function iosDiff(before: string, after: string): string {
  const [old, now] = [configLines(before), configLines(after)];
  const [oldKeys, nowKeys] = [new Set(old.map(keyOf)), new Set(now.map(keyOf))];
  const removed = old.filter((line) => !nowKeys.has(keyOf(line))).map(signed('-'));
  const added = now.filter((line) => !oldKeys.has(keyOf(line))).map(signed('+'));
  return renderChanges(bySection([...removed, ...added]));
}

/** Lines that open a section; what follows without indentation belongs to it, up to `exit` or `!`. */
const OPENERS =
  /^(?:interface|router|line|vlan|class-map|policy-map|route-map|vrf definition|ip vrf|ip access-list|ipv6 access-list|address-family|crypto map|key chain)\b/;
const CLOSERS = /^(?:exit|end|!)/;

/**
 * What lines would change, foretold from the running configuration alone: IOS has no candidate. A line that is spelt in
 * another way than IOS shows it, or that IOS leaves out as a default, is told as new though it would change nothing.
 */
export function iosForecast(running: string, lines: readonly string[]): string {
  const known = configLines(running);
  const keys = new Set(known.map(keyOf));
  const changes = candidateLines(lines).flatMap((line): ConfigChange[] => {
    const [, negated] = /^no (.+)$/.exec(line.text) ?? [];
    if (negated === undefined || keys.has(keyOf(line))) {
      return keys.has(keyOf(line)) ? [] : [{ ...line, sign: '+' }];
    }
    return removedBy({ ...line, text: negated }, known).map(signed('-'));
  });
  return renderChanges(changes);
}

/** `no description` removes `description uplink`; `no interface Vlan7` all below it. */
function removedBy(target: ConfigLine, known: readonly ConfigLine[]): ConfigLine[] {
  const key = keyOf(target);
  return known.filter((line) =>
    [key, `${key} `, `${key}\n`].some((start, index) =>
      index === 0 ? keyOf(line) === start : keyOf(line).startsWith(start),
    ),
  );
}

function candidateLines(lines: readonly string[]): ConfigLine[] {
  let section: { text: string; indent: number } | null = null;
  const indented = lines.map((line) => {
    const text = line.trim();
    const indent = line.length - line.trimStart().length;
    if (CLOSERS.test(text) || (section && indent < section.indent)) section = null;
    if (CLOSERS.test(text)) return '!';
    if (OPENERS.test(text)) {
      section = { text, indent };
      return line;
    }
    return section && indent === section.indent ? ` ${line}` : line;
  });
  return configLines(indented.join('\n'));
}

function signed(sign: '+' | '-') {
  return (line: ConfigLine): ConfigChange => ({ ...line, sign });
}

/** A section's removals and additions stand together, in the order in which the sections were met. */
function bySection(changes: readonly ConfigChange[]): ConfigChange[] {
  const sections = new Map<string, ConfigChange[]>();
  for (const change of changes) {
    const name = change.parents[0] ?? '';
    const section = name === '' ? `\n${change.text}` : name;
    const changesOf = sections.get(section) ?? sections.get(`\n${section}`) ?? [];
    changesOf.push(change);
    sections.set(name === '' ? `\n${change.text}` : section, changesOf);
  }
  return [...new Set(sections.values())].flat();
}
