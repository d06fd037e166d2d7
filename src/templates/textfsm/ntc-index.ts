import { TemplateError } from '../template-error.js';
import { pythonRegex } from './python-regex.js';

interface Row {
  readonly templates: readonly string[];
  readonly platform: RegExp;
  readonly command: RegExp;
}

/** The file `index` of ntc-templates: which templates read the output of which command on which platform. */
export class NtcIndex {
  private constructor(private readonly rows: readonly Row[]) {}

  /** @throws TemplateError when the text is no such index */
  static parse(text: string): NtcIndex {
    const lines = text.split(/\r?\n/).filter((line) => !/^\s*(#|$)/.test(line));
    const columns = cellsOf(lines.shift() ?? '').map((name) => name.toLowerCase());
    const [template, platform, command] = ['template', 'platform', 'command'].map((name) =>
      columns.indexOf(name),
    );
    if (template !== 0 || platform === undefined || platform < 0 || command === undefined || command < 0)
      throw new TemplateError(
        'TemplateSyntax',
        'The index has no header "Template, Hostname, Platform, Command"',
      );
    return new NtcIndex(
      lines.map((line) => {
        const cells = cellsOf(line);
        return {
          templates: (cells[template] ?? '').split(':'),
          platform: pythonRegex(cells[platform] ?? ''),
          command: pythonRegex(completed(cells[command] ?? '')),
        };
      }),
    );
  }

  /** The templates of the first row that matches, as files of the index's folder; undefined when there is none. */
  find(platform: string, command: string): readonly string[] | undefined {
    return this.rows.find((row) => matches(row.platform, platform) && matches(row.command, command))
      ?.templates;
  }
}

function matches(regex: RegExp, text: string): boolean {
  regex.lastIndex = 0;
  return regex.test(text);
}

/** Cells hold no commas: the format knows no quotes. */
function cellsOf(line: string): string[] {
  return line.split(',').map((cell) => cell.trim());
}

/** `sh[[ow]]` stands for `sh(o(w)?)?`. */
function completed(command: string): string {
  return command.replace(/\[\[(.+?)\]\]/g, (_all, rest: string) => {
    const letters = [...rest];
    return letters.map((letter) => `(${letter}`).join('') + ')?'.repeat(letters.length);
  });
}
